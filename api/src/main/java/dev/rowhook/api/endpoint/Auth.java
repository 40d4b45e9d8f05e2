package dev.rowhook.api.endpoint;

import static java.util.Map.entry;

import dev.rowhook.core.secret.Secret;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How we sign in at an endpoint.
sealed interface Auth {
    /// By `type`, the field that holds the secret.
    Map<String, String> SECRET_FIELDS =
            Map.ofEntries(
                    entry("bearer", "token"),
                    entry("basic", "password"),
                    entry("oauth2_client_credentials", "client_secret"));

    /// Not at all.
    record None() implements Auth {}

    record Bearer(Secret token) implements Auth {}

    record Basic(String username, Secret password) implements Auth {}

    /// By a token that is asked for at `tokenUrl`.
    record ClientCredentials(Client client, Grant grant) implements Auth {}

    /// @param authentication `basic` or `post`
    record Client(String id, Secret secret, String authentication) {}

    record Grant(String tokenUrl, List<String> scopes, Optional<String> audience) {
        public Grant {
            scopes = List.copyOf(scopes);
        }
    }

    /// What requests call it.
    default String type() {
        return switch (this) {
            case None() -> "none";
            case Bearer(_) -> "bearer";
            case Basic(_, _) -> "basic";
            case ClientCredentials(_, _) -> "oauth2_client_credentials";
        };
    }

    /// What nobody shall read of it.
    default Optional<Secret> secret() {
        return switch (this) {
            case None() -> Optional.empty();
            case Bearer(Secret token) -> Optional.of(token);
            case Basic(_, Secret password) -> Optional.of(password);
            case ClientCredentials(Client client, _) -> Optional.of(client.secret());
        };
    }

    /// The rest, as requests, rows and answers write it.
    default Map<String, Object> shown() {
        return switch (this) {
            case None() -> Map.of();
            case Bearer(_) -> Map.of();
            case Basic(String username, _) -> Map.of("username", username);
            case ClientCredentials(Client client, Grant grant) -> {
                Map<String, Object> shown = new LinkedHashMap<>();
                shown.put("token_url", grant.tokenUrl());
                shown.put("client_id", client.id());
                shown.put("scopes", grant.scopes());
                grant.audience().ifPresent(audience -> shown.put("audience", audience));
                shown.put("client_authentication", client.authentication());
                yield shown;
            }
        };
    }

    /// What was saved.
    ///
    /// @param shown what [#shown()] was
    static Auth of(String type, JsonNode shown, Optional<Secret> secret) {
        return switch (type) {
            case "none" -> new None();
            case "bearer" -> new Bearer(secret.orElseThrow());
            case "basic" -> new Basic(shown.path("username").asString(), secret.orElseThrow());
            case "oauth2_client_credentials" ->
                    new ClientCredentials(
                            new Client(
                                    shown.path("client_id").asString(),
                                    secret.orElseThrow(),
                                    shown.path("client_authentication").asString()),
                            new Grant(
                                    shown.path("token_url").asString(),
                                    shown.path("scopes")
                                            .valueStream()
                                            .map(JsonNode::asString)
                                            .toList(),
                                    shown.path("audience").asStringOpt()));
            default -> throw new IllegalStateException("unknown auth type " + type);
        };
    }
}
