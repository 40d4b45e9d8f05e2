package dev.rowhook.api.signin.me;

import com.fasterxml.jackson.annotation.JsonValue;

import dev.rowhook.core.secret.Secret;

/// A token that an answer shows to whoever it is for.
record CsrfValue(Secret token) {

    @JsonValue
    String text() {
        return token.reveal();
    }
}
