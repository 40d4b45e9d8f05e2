package dev.rowhook.api.oidc;

import dev.rowhook.core.secret.Secret;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// An external issuer, as the operator configured it.
///
/// @param name in paths and settings
/// @param issuer its URL, exactly as its tokens say it
/// @param audience that a bearer token has to name; without it bearer tokens are not taken
/// @param client of ours there; without it nobody signs in through the issuer
/// @param title what the sign-in page calls it
/// @param roles which claims make somebody a member; without any the issuer says nothing of that
public record OidcIssuer(
        String name,
        String issuer,
        Optional<String> audience,
        Optional<Client> client,
        String title,
        List<ClaimRole> roles) {

    public OidcIssuer {
        roles = List.copyOf(roles);
    }

    /// The client that Rowhook is to the issuer; a public one has no secret.
    public record Client(String id, Optional<Secret> secret) {}

    /// Its URL.
    URI url() {
        return URI.create(issuer);
    }
}
