package dev.rowhook.dispatcher.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.secret.Secret;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The value of the header `authorization` of a request, and all that is secret in it.
record Authorization(Secret value, List<Secret> secrets) {

    static Authorization bearer(Secret token) {
        return new Authorization(Secret.of("Bearer " + token.reveal()), List.of(token));
    }

    static Authorization basic(String username, Secret password) {
        byte[] pair = (username + ":" + password.reveal()).getBytes(UTF_8);
        String encoded = Base64.getEncoder().encodeToString(pair);
        return new Authorization(
                Secret.of("Basic " + encoded), List.of(password, Secret.of(encoded)));
    }

    /// The one that does not change from request to request; empty if there is none.
    static Optional<Authorization> fixed(Auth auth) {
        return switch (auth) {
            case Auth.None _, Auth.OAuth2 _ -> Optional.empty();
            case Auth.Bearer(Secret token) -> Optional.of(bearer(token));
            case Auth.Basic(String username, Secret password) ->
                    Optional.of(basic(username, password));
        };
    }
}
