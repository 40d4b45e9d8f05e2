package dev.rowhook.api.signin.me;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.signin.session.SessionInfo;

import java.time.Instant;

/// A session of the person who asks.
///
/// @param current whether it is the one that asks
record SessionAnswer(
        String id,
        @JsonProperty("user_agent") String userAgent,
        String address,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("last_seen_at") Instant lastSeenAt,
        boolean current) {

    static SessionAnswer of(SessionInfo session, boolean current) {
        return new SessionAnswer(
                session.id(),
                session.userAgent(),
                session.address(),
                session.createdAt(),
                session.lastSeenAt(),
                current);
    }
}
