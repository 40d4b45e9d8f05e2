package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.database.Verdict;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a sink does.
///
/// @param reasons why the verdict is not `healthy`
/// @param lag null until the sink has begun
record SinkHealthAnswer(
        @JsonProperty("sink_id") String sinkId,
        Verdict verdict,
        List<Reason> reasons,
        String status,
        String state,
        List<SinkAnswer.Condition> conditions,
        Optional<Lag> lag,
        int pending,
        int dead,
        Optional<SinkAnswer.EndpointView> delivery,
        Rates rates,
        @JsonProperty("last_delivery") Optional<LastDelivery> lastDelivery,
        @JsonProperty("checked_at") Instant checkedAt) {

    SinkHealthAnswer {
        reasons = List.copyOf(reasons);
        conditions = List.copyOf(conditions);
    }

    /// One thing that is the matter.
    record Reason(String code, String message) {}

    /// What is not accepted yet.
    ///
    /// @param messages of the log that the sink has not come to, at most
    /// @param exact whether it is exactly so many
    /// @param oldestAt when the oldest change was committed that is not accepted; null if there is
    ///   none
    record Lag(
            long messages,
            boolean exact,
            @JsonProperty("oldest_at") Optional<Instant> oldestAt,
            @JsonProperty("oldest_age_seconds") Optional<Long> oldestAge) {}

    /// What was sent a second, from `from` on until now.
    ///
    /// @param failed requests that were not accepted, or not wholly
    record Rates(Instant from, double requests, double failed, double messages) {}

    /// The last attempt that is kept.
    record LastDelivery(
            String id, Instant at, boolean accepted, String code, Optional<Integer> status) {}
}
