package dev.rowhook.core.secret;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

import java.security.SecureRandom;
import java.util.Arrays;

/// AES-256-GCM with a random nonce of 96 bits, which stands before the ciphertext and its tag of
/// 128 bits. Safe for 2³² values under one key.
final class AesGcm {
    static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private AesGcm() {}

    static byte[] randomKey() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return key;
    }

    static byte[] seal(byte[] key, byte[] plaintext, AssociatedData associated) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        GCMModeCipher cipher = cipher(true, key, nonce, associated);
        byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plaintext.length));
        try {
            int written = cipher.processBytes(plaintext, 0, plaintext.length, sealed, NONCE_BYTES);
            int end = cipher.doFinal(sealed, NONCE_BYTES + written);
            return Arrays.copyOf(sealed, NONCE_BYTES + written + end);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    /// @throws SealBrokenException if `sealed` was not made by [#seal] of this key and data
    static byte[] open(byte[] key, byte[] sealed, AssociatedData associated) {
        if (sealed.length < NONCE_BYTES + TAG_BITS / 8) {
            throw new SealBrokenException("the sealed value is too short");
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        GCMModeCipher cipher = cipher(false, key, nonce, associated);
        int length = sealed.length - NONCE_BYTES;
        byte[] plaintext = new byte[cipher.getOutputSize(length)];
        try {
            int written = cipher.processBytes(sealed, NONCE_BYTES, length, plaintext, 0);
            int end = cipher.doFinal(plaintext, written);
            return Arrays.copyOf(plaintext, written + end);
        } catch (InvalidCipherTextException _) {
            throw new SealBrokenException("the sealed value does not belong here or was altered");
        }
    }

    private static GCMModeCipher cipher(
            boolean forSealing, byte[] key, byte[] nonce, AssociatedData associated) {
        GCMModeCipher cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
        cipher.init(
                forSealing,
                new AEADParameters(new KeyParameter(key), TAG_BITS, nonce, associated.bytes()));
        return cipher;
    }
}
