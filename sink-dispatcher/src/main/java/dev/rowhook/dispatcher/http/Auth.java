package dev.rowhook.dispatcher.http;

import dev.rowhook.core.secret.Secret;

import okhttp3.HttpUrl;

import java.util.List;
import java.util.Optional;

/// How we sign in at an endpoint, beside our signature.
public sealed interface Auth {

    record None() implements Auth {}

    record Bearer(Secret token) implements Auth {}

    record Basic(String username, Secret password) implements Auth {}

    /// By a token that an authorization server gives (RFC 6749, 4.4).
    ///
    /// @param audience a parameter that some servers want
    /// @param post whether the client names itself in the body, not in a header
    record OAuth2(
            HttpUrl tokenUrl,
            String clientId,
            Secret clientSecret,
            List<String> scopes,
            Optional<String> audience,
            boolean post)
            implements Auth {
        public OAuth2 {
            scopes = List.copyOf(scopes);
        }

        /// Not the URL, for its query is a secret.
        @Override
        public String toString() {
            return "OAuth2";
        }
    }
}
