package dev.rowhook.store.accounts;

import dev.rowhook.core.token.OpaqueToken;

/// Where invitations lead.
public final class InvitationPaths {
    private InvitationPaths() {}

    /// The path of the page on which the invitation of a token is accepted. It is a secret.
    public static String of(OpaqueToken token) {
        return "/invitations/" + token.reveal();
    }
}
