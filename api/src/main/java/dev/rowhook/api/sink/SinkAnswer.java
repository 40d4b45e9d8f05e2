package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A sink as answers show it. `status` is what was asked for, `active` or `paused`. `state` is how
/// far it is: `starting` until all of its tables are streamed, then `active`: every change that
/// commits after that is delivered, or kept while the sink is paused.
record SinkAnswer(
        String id,
        String name,
        String database,
        @JsonProperty("database_id") String databaseId,
        List<String> tables,
        List<String> actions,
        @JsonProperty("message_kind") String messageKind,
        @JsonProperty("group_by") String groupBy,
        Destination destination,
        @JsonProperty("batch_size") int batchSize,
        @JsonProperty("request_timeout") String requestTimeout,
        @JsonProperty("max_in_flight") int maxInFlight,
        Retry retry,
        String status,
        String state,
        Optional<Position> position,
        @JsonProperty("created_at") Instant createdAt) {

    SinkAnswer {
        tables = List.copyOf(tables);
        actions = List.copyOf(actions);
    }

    record Destination(
            String type,
            @JsonProperty("http_endpoint") String httpEndpoint,
            @JsonProperty("http_endpoint_id") String httpEndpointId,
            String path,
            boolean batch) {}

    record Retry(
            @JsonProperty("first_delay") String firstDelay,
            @JsonProperty("max_delay") String maxDelay) {}

    /// How far the sink is: all changes up to `mark` are done, `delivered` messages were accepted,
    /// and `pending` ones failed or wait behind one that failed (counted up to 10 000).
    record Position(long mark, long delivered, int pending) {}
}
