package dev.rowhook.core;

import java.util.Optional;
import java.util.UUID;

/// The id of an event of the audit log, written `aud_` and 26 characters.
public record AuditEventId(UUID value) {
    private static final String PREFIX = "aud_";

    /// A new id, larger than those made in earlier milliseconds.
    public static AuditEventId create() {
        return new AuditEventId(IdText.timeOrdered());
    }

    /// The id that `text` writes, if it writes one.
    public static Optional<AuditEventId> parse(String text) {
        return IdText.parse(PREFIX, text).map(AuditEventId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
