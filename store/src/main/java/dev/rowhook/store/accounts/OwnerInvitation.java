package dev.rowhook.store.accounts;

import dev.rowhook.core.InvitationId;
import dev.rowhook.core.token.OpaqueToken;

import java.time.Instant;

/// An invitation that was just made. Its token, which the link holds, is known here and never
/// again.
public record OwnerInvitation(InvitationId id, OpaqueToken token, Instant expiresAt) {
    /// The path of the page on which it is accepted.
    public String path() {
        return InvitationPaths.of(token);
    }
}
