package dev.rowhook.core.secret;

import dev.rowhook.core.AccountId;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

import java.nio.charset.StandardCharsets;

/// One version of an account's data key, unwrapped. It tells nobody its bytes.
public final class DataKey {
    private static final byte[] FINGERPRINT_LABEL =
            "rowhook fingerprint 1".getBytes(StandardCharsets.UTF_8);

    private final AccountId account;
    private final int version;
    private final byte[] bytes;

    DataKey(AccountId account, int version, byte[] bytes) {
        this.account = account;
        this.version = version;
        this.bytes = bytes.clone();
    }

    /// Whose secrets it seals.
    public AccountId account() {
        return account;
    }

    /// Its number among the keys of its account.
    public int version() {
        return version;
    }

    byte[] seal(byte[] plaintext, AssociatedData associated) {
        return AesGcm.seal(bytes, plaintext, associated);
    }

    byte[] open(byte[] sealed, AssociatedData associated) {
        return AesGcm.open(bytes, sealed, associated);
    }

    /// HMAC-SHA256 under a key of its own, derived from this one.
    byte[] fingerprint(byte[] message) {
        return hmac(hmac(bytes, FINGERPRINT_LABEL), message);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        HMac mac = new HMac(new SHA256Digest());
        mac.init(new KeyParameter(key));
        mac.update(message, 0, message.length);
        byte[] result = new byte[mac.getMacSize()];
        mac.doFinal(result, 0);
        return result;
    }

    @Override
    public String toString() {
        return "data key %d of %s".formatted(version, account);
    }
}
