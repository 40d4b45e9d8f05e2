package dev.rowhook.api.member;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.revision.Revised;
import dev.rowhook.core.UserId;
import dev.rowhook.store.jooq.tables.records.MemberRecord;

import java.time.Instant;

/// A member as answers show it.
///
/// @param roleBy who says the role: `invitation`, or `claims` of an external issuer
record MemberAnswer(
        @JsonProperty("user_id") String userId,
        String email,
        String name,
        String role,
        @JsonProperty("role_by") String roleBy,
        long revision,
        @JsonProperty("created_at") Instant createdAt)
        implements Revised {

    static MemberAnswer of(MemberRecord row) {
        return new MemberAnswer(
                new UserId(row.getUserId()).toString(),
                row.getEmail(),
                row.getName(),
                row.getRole(),
                row.getClaimedAt() == null ? "invitation" : "claims",
                row.getRevision(),
                row.getCreatedAt());
    }
}
