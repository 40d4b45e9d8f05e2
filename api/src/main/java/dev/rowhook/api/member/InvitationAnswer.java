package dev.rowhook.api.member;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.core.InvitationId;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.store.accounts.InvitationPaths;
import dev.rowhook.store.jooq.tables.records.InvitationRecord;

import java.time.Instant;
import java.util.Optional;

/// An invitation as answers show it.
///
/// @param path of the page that accepts it, which only the answer that makes it has: whoever has
///   the path is let in
record InvitationAnswer(
        String id,
        String email,
        String role,
        Optional<String> path,
        @JsonProperty("invited_by") String invitedBy,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("expires_at") Instant expiresAt,
        @JsonProperty("accepted_at") Optional<Instant> acceptedAt) {

    static InvitationAnswer of(InvitationRecord row) {
        return new InvitationAnswer(
                new InvitationId(row.getId()).toString(),
                row.getEmail(),
                row.getRole(),
                Optional.empty(),
                row.getInvitedBy(),
                row.getCreatedAt(),
                row.getExpiresAt(),
                Optional.ofNullable(row.getAcceptedAt()));
    }

    InvitationAnswer with(OpaqueToken token) {
        return new InvitationAnswer(
                id,
                email,
                role,
                Optional.of(InvitationPaths.of(token)),
                invitedBy,
                createdAt,
                expiresAt,
                acceptedAt);
    }

    /// Says nothing of the path.
    @Override
    public String toString() {
        return id;
    }
}
