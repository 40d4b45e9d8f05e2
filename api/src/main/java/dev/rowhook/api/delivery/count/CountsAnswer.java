package dev.rowhook.api.delivery.count;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import java.time.Instant;
import java.util.List;

/// Counts of a window: in each of its steps, and of all of it.
record CountsAnswer(@JsonUnwrapped Window window, List<Bucket> data, Counted totals) {
    CountsAnswer {
        data = List.copyOf(data);
    }

    /// @param at where the step begins
    record Bucket(Instant at, @JsonUnwrapped Counted counted) {}

    /// Those of all sinks, and which sinks have the most of them.
    record OfAccount(@JsonUnwrapped CountsAnswer all, List<Share> sinks) {
        OfAccount {
            sinks = List.copyOf(sinks);
        }
    }

    /// What one sink has of the totals.
    record Share(String id, String name, @JsonUnwrapped Counted counted) {}
}
