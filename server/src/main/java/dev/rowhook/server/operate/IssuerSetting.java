package dev.rowhook.server.operate;

import java.util.Locale;

/// What an operator sets of each external issuer, as `oidc.<name>.<key>`; the environment has
/// `ROWHOOK_OIDC_<NAME>_<KEY>`.
public enum IssuerSetting {
    ISSUER("the issuer's URL, exactly as its tokens say it", false),
    AUDIENCE("what `aud` of a bearer token has to name", false),
    CLIENT_ID("Rowhook's client there, for the sign-in of the console", false),
    CLIENT_SECRET("its secret; none for a public client", true),
    TITLE("what the button of the sign-in page says; the name if not given", false),
    ROLES(
            "which claims make a member: `claim=value -> acc_… role`, several with `;`; a claim that"
                    + " is a list has each of its values, `a.b` is b inside of a",
            false);

    private final String meaning;
    private final boolean secret;

    IssuerSetting(String meaning, boolean secret) {
        this.meaning = meaning;
        this.secret = secret;
    }

    /// The last part of its name.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What it is, in one line.
    public String meaning() {
        return meaning;
    }

    /// Whether it is hidden in messages, and may lie in a file.
    public boolean isSecret() {
        return secret;
    }
}
