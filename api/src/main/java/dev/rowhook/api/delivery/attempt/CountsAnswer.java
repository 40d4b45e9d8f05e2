package dev.rowhook.api.delivery.attempt;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Counts of a stretch of time: by minute and outcome, and of all of it by outcome.
record CountsAnswer(Instant from, Instant to, List<Minute> data, Map<String, Count> totals) {
    CountsAnswer {
        data = List.copyOf(data);
        totals = Map.copyOf(totals);
    }

    /// @param minute its beginning
    record Minute(Instant minute, String code, long requests, long messages) {}

    record Count(long requests, long messages) {
        Count plus(Count other) {
            return new Count(requests + other.requests, messages + other.messages);
        }
    }
}
