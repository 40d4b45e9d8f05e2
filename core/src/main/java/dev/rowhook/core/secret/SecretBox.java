package dev.rowhook.core.secret;

import dev.rowhook.core.AccountId;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Seals and opens the secrets of one account. The newest data key seals, each opens what it
/// sealed.
///
/// A sealed value is a format version (one byte), the version of the data key (four), a nonce and
/// an AES-256-GCM ciphertext whose associated data is the [SealedPlace]. Immutable.
public final class SecretBox {
    private static final byte FORMAT = 1;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    private final AccountId account;
    private final NavigableMap<Integer, DataKey> keys = new TreeMap<>();

    /// @throws IllegalArgumentException if there is no key, or the keys belong to several accounts
    public SecretBox(Collection<DataKey> dataKeys) {
        if (dataKeys.stream().map(DataKey::account).distinct().count() != 1) {
            throw new IllegalArgumentException("a box takes the data keys of one account");
        }
        account = dataKeys.iterator().next().account();
        dataKeys.forEach(key -> keys.put(key.version(), key));
    }

    /// Seals `plaintext` for one place.
    public byte[] seal(SealedPlace place, byte[] plaintext) {
        DataKey key = keys.lastEntry().getValue();
        byte[] sealed = key.seal(plaintext, associated(place, key.version()));
        return ByteBuffer.allocate(HEADER_BYTES + sealed.length)
                .put(FORMAT)
                .putInt(key.version())
                .put(sealed)
                .array();
    }

    /// Seals a secret for one place.
    public byte[] seal(SealedPlace place, Secret secret) {
        return seal(place, secret.bytes());
    }

    /// @throws SealBrokenException if `sealed` was cut, altered, or sealed for another place, or
    ///   its data key is not in this box
    public byte[] open(SealedPlace place, byte[] sealed) {
        int version =
                keyVersion(sealed)
                        .orElseThrow(() -> new SealBrokenException("the format is not known"));
        DataKey key = keys.get(version);
        if (key == null) {
            throw new SealBrokenException("the data key %d is missing".formatted(version));
        }
        byte[] body = new byte[sealed.length - HEADER_BYTES];
        ByteBuffer.wrap(sealed, HEADER_BYTES, body.length).get(body);
        return key.open(body, associated(place, version));
    }

    /// Opens what [#seal(SealedPlace, Secret)] sealed, and throws as [#open] does.
    public Secret openSecret(SealedPlace place, byte[] sealed) {
        return Secret.of(new String(open(place, sealed), StandardCharsets.UTF_8));
    }

    /// Whether the data key that `sealed` names is in this box.
    public boolean hasKeyOf(byte[] sealed) {
        return keyVersion(sealed).filter(keys::containsKey).isPresent();
    }

    /// A text by which [#matches] knows this secret in this place again, and which tells nobody
    /// else anything.
    public String fingerprint(SealedPlace place, Secret secret) {
        return fingerprint(keys.lastEntry().getValue(), place, secret);
    }

    /// Whether `fingerprint` was made of this secret in this place, by any data key of this box.
    public boolean matches(String fingerprint, SealedPlace place, Secret secret) {
        byte[] expected = fingerprint.getBytes(StandardCharsets.UTF_8);
        return keys.values().stream()
                .map(key -> fingerprint(key, place, secret).getBytes(StandardCharsets.UTF_8))
                .anyMatch(made -> MessageDigest.isEqual(made, expected));
    }

    private String fingerprint(DataKey key, SealedPlace place, Secret secret) {
        byte[] message = associated(place, key.version()).add(secret.reveal()).bytes();
        return key.version() + ":" + HexFormat.of().formatHex(key.fingerprint(message));
    }

    private static Optional<Integer> keyVersion(byte[] sealed) {
        return sealed.length < HEADER_BYTES || sealed[0] != FORMAT
                ? Optional.empty()
                : Optional.of(ByteBuffer.wrap(sealed).getInt(1));
    }

    private AssociatedData associated(SealedPlace place, int keyVersion) {
        if (!place.account().equals(account)) {
            throw new SealBrokenException("the place belongs to another account");
        }
        return new AssociatedData().add(FORMAT).add(keyVersion).add(place);
    }

    @Override
    public String toString() {
        return "secrets of %s, data keys %s".formatted(account, keys.keySet());
    }
}
