package dev.rowhook.api.oidc;

import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What a browser keeps while its person is at an issuer: what has to come back, and what proves
/// that it is the same browser.
///
/// @param next where to go on after signing in, as the sign-in page was told
record PendingSignIn(String issuer, String state, String nonce, String verifier, String next) {
    private static final int LENGTH = 3500;

    static PendingSignIn of(OAuth2AuthorizationRequest request, String next) {
        Map<String, Object> attributes = request.getAttributes();
        return new PendingSignIn(
                text(attributes, "registration_id"),
                Objects.requireNonNullElse(request.getState(), ""),
                text(attributes, "nonce"),
                text(attributes, "code_verifier"),
                next);
    }

    private static String text(Map<String, Object> attributes, String name) {
        return String.valueOf(attributes.get(name));
    }

    /// As a cookie's value.
    String write() {
        String json = JsonMapper.shared().writeValueAsString(this);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /// What such a value says, if it is one.
    static Optional<PendingSignIn> read(String value) {
        if (value.length() > LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(value);
            PendingSignIn pending = JsonMapper.shared().readValue(json, PendingSignIn.class);
            return pending.isWhole() ? Optional.of(pending) : Optional.empty();
        } catch (IllegalArgumentException | JacksonException _) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("ConstantValue")
    private boolean isWhole() {
        return issuer != null && state != null && nonce != null && verifier != null && next != null;
    }
}
