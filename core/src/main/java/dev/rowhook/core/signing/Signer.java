package dev.rowhook.core.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Signs requests with all keys that have not expired, so that a receiver may change its key when
/// it likes. Thread-safe.
///
/// @param keys in the order of their signatures
public record Signer(List<SigningKeyInUse> keys) {
    public Signer {
        keys = List.copyOf(keys);
    }

    /// The value of `webhook-signature`; empty if no key signs at that time.
    ///
    /// @param id the `webhook-id`, without a dot
    /// @param unixSeconds the `webhook-timestamp`
    /// @param body holds the body from `offset` on
    public Optional<String> sign(String id, long unixSeconds, byte[] body, int offset, int length) {
        byte[] head = (id + "." + unixSeconds + ".").getBytes(US_ASCII);
        StringBuilder value = null;
        for (SigningKeyInUse one : keys) {
            if (!one.signsAt(unixSeconds)) {
                continue;
            }
            if (value == null) {
                value = new StringBuilder(64);
            } else {
                value.append(' ');
            }
            byte[] signature = one.key().sign(head, body, offset, length);
            value.append(one.key().scheme().code())
                    .append(',')
                    .append(Base64.getEncoder().encodeToString(signature));
        }
        return value == null ? Optional.empty() : Optional.of(value.toString());
    }
}
