package dev.rowhook.api.client;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.core.ClientId;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.store.jooq.tables.records.OauthClientRecord;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A client as answers show it. Its id is the `client_id` of the client credentials grant.
///
/// @param shown its secret, which only the answer that makes it has
record ClientAnswer(
        String id,
        String name,
        List<String> scopes,
        @JsonProperty("client_secret") Optional<String> shown,
        @JsonProperty("created_by") String createdBy,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("last_used_at") Optional<Instant> lastUsedAt) {

    ClientAnswer {
        scopes = List.copyOf(scopes);
    }

    static ClientAnswer of(OauthClientRecord row) {
        return new ClientAnswer(
                new ClientId(row.getId()).toString(),
                row.getName(),
                List.of(row.getScopes()),
                Optional.empty(),
                row.getCreatedBy(),
                row.getCreatedAt(),
                Optional.ofNullable(row.getLastUsedAt()));
    }

    ClientAnswer with(OpaqueToken made) {
        return new ClientAnswer(
                id, name, scopes, Optional.of(made.reveal()), createdBy, createdAt, lastUsedAt);
    }

    /// Says nothing of the secret.
    @Override
    public String toString() {
        return id;
    }
}
