package dev.rowhook.core;

import java.util.Optional;
import java.util.UUID;

/// The id of an invitation into an account, written `inv_` and 26 characters.
public record InvitationId(UUID value) {
    private static final String PREFIX = "inv_";

    /// A new id, larger than those made in earlier milliseconds.
    public static InvitationId create() {
        return new InvitationId(IdText.timeOrdered());
    }

    /// The id that `text` writes, if it writes one.
    public static Optional<InvitationId> parse(String text) {
        return IdText.parse(PREFIX, text).map(InvitationId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
