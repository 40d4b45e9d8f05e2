package dev.rowhook.core.token;

/// What a token is for, as its first letters tell.
public enum TokenKind {
    /// A machine, or a person's script, in one account.
    API("rhk_"),
    /// Whoever runs Rowhook.
    HOST("rhh_"),
    /// The secret of an OAuth 2 client.
    CLIENT("rhc_"),
    /// The link of an invitation.
    INVITATION("rhi_"),
    /// The link by which a forgotten password is set anew.
    RESET("rhr_");

    private final String prefix;

    TokenKind(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }
}
