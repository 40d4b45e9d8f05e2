package dev.rowhook.benchmarks.backfill;

import dev.rowhook.benchmarks.load.Deadline;
import dev.rowhook.server.client.RestClient;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// A backfill of all tables of a sink, made and watched by REST.
record Backfill(RestClient rest, String id) {
    private static final Duration ASK_EVERY = Duration.ofMillis(100);

    /// What became of it.
    ///
    /// @param sent rows
    /// @param took from the start of its table to its completion
    record Completed(long sent, Duration took) {
        double rowsPerSecond() {
            return sent / (took.toNanos() / 1e9);
        }
    }

    static Backfill begin(RestClient rest, String sink) throws InterruptedException {
        JsonNode made = rest.create("/v1/sinks/%s/backfills".formatted(sink), Map.of());
        return new Backfill(rest, made.path("id").asString());
    }

    /// Waits until all its rows are sent.
    ///
    /// @throws IllegalStateException if it ends otherwise, or the deadline comes first
    Completed await(Deadline deadline) throws InterruptedException {
        JsonNode state = state();
        while (state.path("status").asString("").equals("active") && !deadline.isOver()) {
            Thread.sleep(ASK_EVERY);
            state = state();
        }
        if (!state.path("status").asString("").equals("completed")) {
            throw new IllegalStateException("the backfill is not completed: " + state);
        }
        JsonNode table = state.path("tables").path(0);
        return new Completed(
                state.path("rows").path("sent").asLong(),
                Duration.between(time(table, "started_at"), time(table, "completed_at")));
    }

    private JsonNode state() throws InterruptedException {
        return rest.get("/v1/backfills/" + id);
    }

    private static Instant time(JsonNode table, String field) {
        return Instant.parse(table.path(field).asString());
    }
}
