package dev.rowhook.api.oidc;

/// Where the sign-in through an issuer begins and comes back to; the issuer's name follows.
final class OidcPaths {
    static final String ALL = "/sign-in/oidc/**";
    static final String START = "/sign-in/oidc/start";
    static final String CALLBACK = "/sign-in/oidc/callback";

    private OidcPaths() {}
}
