package dev.rowhook.api.backfill;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.rowhook.api.revision.Revised;

import java.time.Instant;
import java.util.Optional;

/// A schedule as answers show it.
///
/// @param sink the name of the sink
/// @param nextFireAt none while it is not enabled, or if it never fires again
/// @param lastResult what came of the last time
record ScheduleAnswer(
        String id,
        String sink,
        @JsonProperty("sink_id") String sinkId,
        @JsonUnwrapped ScheduleSettings settings,
        @JsonProperty("next_fire_at") Optional<Instant> nextFireAt,
        @JsonProperty("last_fired_at") Optional<Instant> lastFiredAt,
        @JsonProperty("last_result") Optional<String> lastResult,
        long revision,
        @JsonProperty("created_at") Instant createdAt)
        implements Revised {}
