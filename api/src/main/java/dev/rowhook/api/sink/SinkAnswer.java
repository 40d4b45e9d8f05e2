package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.rowhook.api.filter.Matching;
import dev.rowhook.api.revision.Revised;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A sink as answers show it.
record SinkAnswer(
        String id,
        String name,
        String database,
        @JsonProperty("database_id") String databaseId,
        @JsonUnwrapped Subscription subscription,
        Destination destination,
        @JsonUnwrapped Sending sending,
        Start start,
        @JsonUnwrapped State state,
        long revision,
        @JsonProperty("created_at") Instant createdAt)
        implements Revised {

    /// What the sink wants, in which form and order.
    record Subscription(
            List<String> tables,
            List<String> actions,
            @JsonProperty("logical_messages") List<String> logicalMessages,
            @JsonUnwrapped Matching matching,
            @JsonProperty("message_kind") String messageKind,
            @JsonProperty("group_by") GroupBy groupBy) {
        Subscription {
            tables = List.copyOf(tables);
            actions = List.copyOf(actions);
            logicalMessages = List.copyOf(logicalMessages);
        }
    }

    record Destination(
            String type,
            @JsonProperty("http_endpoint") String httpEndpoint,
            @JsonProperty("http_endpoint_id") String httpEndpointId,
            @JsonUnwrapped Target target) {}

    /// `status` is what was asked for, `active`, `paused` or `disabled`; `reason` says why it was
    /// not a person who paused it. `state` is how far it is: `starting` until all of its tables are
    /// streamed, then `active`: every change that commits after that is delivered, or kept while
    /// the sink is paused; `error` while its filter cannot be evaluated: nothing is sent, and all
    /// is kept. What was `skipped` last is what it was not sent because it was disabled or the log
    /// was full.
    record State(
            String status,
            @JsonProperty("status_reason") Optional<String> reason,
            String state,
            List<Condition> conditions,
            Optional<Position> position,
            Optional<SkippedRange> skipped,
            Optional<EndpointView> delivery) {
        State {
            conditions = List.copyOf(conditions);
        }
    }

    /// What is told about a sink, and how to mend it.
    record Condition(String code, Instant since, String message, String remedy) {}

    /// How far the sink is: all changes up to `mark` are done, `delivered` messages were accepted,
    /// `pending` ones failed or wait behind one that failed, and `dead` ones are not tried again
    /// (both counted up to 10 000). `undecided` messages went out because the filter could not be
    /// decided for them, `erased` ones were not sent because their rows were erased.
    record Position(
            long mark, long delivered, long undecided, long erased, int pending, int dead) {}

    /// How the sink's worker sees its endpoint.
    record EndpointView(
            String breaker,
            Instant since,
            @JsonProperty("probe_at") Optional<Instant> probeAt,
            int concurrency,
            @JsonProperty("last_code") Optional<String> lastCode,
            @JsonProperty("last_status") Optional<Integer> lastStatus) {}
}
