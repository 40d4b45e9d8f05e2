package dev.rowhook.api.account;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.revision.Revised;

import java.time.Instant;
import java.util.Optional;

/// The account as answers show it.
///
/// @param status `active`, or `suspended` by whoever runs Rowhook, for a reason
/// @param onLogFull what becomes of it when the logs take all that they may, as [AccountSettings]
///   says
record AccountAnswer(
        String id,
        String name,
        String status,
        @JsonProperty("status_reason") Optional<String> statusReason,
        @JsonProperty("status_since") Instant statusSince,
        @JsonProperty("on_log_full") String onLogFull,
        Counts limits,
        Counts usage,
        long revision,
        @JsonProperty("created_at") Instant createdAt)
        implements Revised {

    /// What of it its people set.
    AccountSettings settings() {
        return new AccountSettings(name, onLogFull);
    }

    /// How many there are of each kind, or may be. Clients count for themselves as tokens do, and
    /// open invitations as members.
    ///
    /// @param logBytes the disk that logs take
    record Counts(
            int databases,
            @JsonProperty("http_endpoints") int httpEndpoints,
            int sinks,
            int members,
            int tokens,
            @JsonProperty("log_bytes") long logBytes) {}
}
