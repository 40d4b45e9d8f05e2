package dev.rowhook.dispatcher;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.dispatcher.http.Auth;
import dev.rowhook.dispatcher.message.JsonValue;
import dev.rowhook.dispatcher.message.JsonValue.Members;

import okhttp3.HttpUrl;

import java.util.List;
import java.util.Optional;

/// Reads how an endpoint is signed in at, as the API stored it.
final class StoredAuth {
    private static final String POST = "post";

    private StoredAuth() {}

    /// @param rest what is no secret
    /// @throws IllegalArgumentException if something lacks; the message names it
    static Auth read(String type, Members rest, Optional<Secret> secret) {
        return switch (type) {
            case "none" -> new Auth.None();
            case "bearer" -> new Auth.Bearer(required(secret));
            case "basic" -> new Auth.Basic(required(rest, "username"), required(secret));
            case "oauth2_client_credentials" -> oauth(rest, required(secret));
            default -> throw new IllegalArgumentException("auth has an unknown type");
        };
    }

    private static Auth oauth(Members rest, Secret secret) {
        HttpUrl tokenUrl = HttpUrl.parse(required(rest, "token_url"));
        if (tokenUrl == null) {
            throw new IllegalArgumentException("auth.token_url is no URL");
        }
        return new Auth.OAuth2(
                tokenUrl,
                required(rest, "client_id"),
                secret,
                scopes(rest),
                rest.text("audience"),
                rest.text("client_authentication").filter(POST::equals).isPresent());
    }

    private static List<String> scopes(Members rest) {
        return rest.values().get("scopes") instanceof JsonValue.Array(List<JsonValue> values)
                ? values.stream()
                        .filter(JsonValue.Text.class::isInstance)
                        .map(value -> ((JsonValue.Text) value).text())
                        .toList()
                : List.of();
    }

    private static Secret required(Optional<Secret> secret) {
        return secret.orElseThrow(() -> new IllegalArgumentException("auth has no secret"));
    }

    private static String required(Members rest, String name) {
        return rest.text(name)
                .orElseThrow(() -> new IllegalArgumentException("auth has no " + name));
    }
}
