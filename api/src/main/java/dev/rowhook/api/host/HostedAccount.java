package dev.rowhook.api.host;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An account as its host sees it: nothing of what is in it, and no names that its members gave.
///
/// @param status `active`, `suspended` or `deleting`
/// @param usage how much of each there is
/// @param deletion what is waited for, if the account is to go
record HostedAccount(
        String id,
        String name,
        String status,
        @JsonProperty("status_reason") Optional<String> reason,
        @JsonProperty("status_since") Instant since,
        HostedLimits limits,
        HostedLimits usage,
        Optional<Deletion> deletion,
        @JsonProperty("created_at") Instant createdAt) {

    /// @param databases so many are still there
    /// @param leftovers what is ours at sources that cannot be reached, or were not asked yet, and
    ///   the SQL that drops it
    record Deletion(
            @JsonProperty("requested_at") Instant requestedAt,
            @JsonProperty("requested_by") String requestedBy,
            boolean forced,
            int databases,
            List<Leftover> leftovers) {
        Deletion {
            leftovers = List.copyOf(leftovers);
        }
    }

    record Leftover(String message, String remedy) {}
}
