package dev.rowhook.api.token;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.core.TokenId;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.store.jooq.tables.records.ApiTokenRecord;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A token as answers show it.
///
/// @param shown the token itself, which only the answer that makes it has
/// @param lastUsedAt some seconds late at most
/// @param rotatedTo the token that takes its place
record TokenAnswer(
        String id,
        String name,
        List<String> scopes,
        @JsonProperty("token") Optional<String> shown,
        @JsonProperty("created_by") String createdBy,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("expires_at") Optional<Instant> expiresAt,
        @JsonProperty("last_used_at") Optional<Instant> lastUsedAt,
        @JsonProperty("rotated_to") Optional<String> rotatedTo) {

    TokenAnswer {
        scopes = List.copyOf(scopes);
    }

    static TokenAnswer of(ApiTokenRecord row) {
        return new TokenAnswer(
                new TokenId(row.getId()).toString(),
                row.getName(),
                List.of(row.getScopes()),
                Optional.empty(),
                row.getCreatedBy(),
                row.getCreatedAt(),
                Optional.ofNullable(row.getExpiresAt()),
                Optional.ofNullable(row.getLastUsedAt()),
                Optional.ofNullable(row.getRotatedTo()).map(id -> new TokenId(id).toString()));
    }

    TokenAnswer with(OpaqueToken token) {
        return new TokenAnswer(
                id,
                name,
                scopes,
                Optional.of(token.reveal()),
                createdBy,
                createdAt,
                expiresAt,
                lastUsedAt,
                rotatedTo);
    }

    /// Says nothing of the token.
    @Override
    public String toString() {
        return id;
    }
}
