package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.rowhook.api.delivery.TestAnswer;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/// What a sink makes of changes, in their order, and what became of the messages that were sent.
record SinkTestAnswer(List<Change> data, List<Delivery> deliveries) {
    SinkTestAnswer {
        data = List.copyOf(data);
        deliveries = List.copyOf(deliveries);
    }

    /// @param origin `given`, `log` or `made_up`
    /// @param message as it would be sent; null if nothing would
    /// @param fault why it cannot be sent, though it is to be
    record Change(
            String table,
            String action,
            String origin,
            String verdict,
            @JsonRawValue @Nullable String message,
            Optional<String> fault) {

        /// Says what became of it, never what it holds.
        @Override
        public String toString() {
            return verdict;
        }
    }

    /// A request that was sent.
    ///
    /// @param changes whose messages it held, counted from 0
    record Delivery(List<Integer> changes, @JsonUnwrapped TestAnswer outcome) {
        Delivery {
            changes = List.copyOf(changes);
        }
    }
}
