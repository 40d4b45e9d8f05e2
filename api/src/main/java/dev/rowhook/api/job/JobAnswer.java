package dev.rowhook.api.job;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// A job as answers show it.
///
/// @param status `pending`, `running`, `done`, `failed` or `cancelled`
/// @param resource the path of what it is about, or of itself where it is a resource; null if it is
///   gone
/// @param conditions what is told of the database while it is deleted or mended
public record JobAnswer(
        String id,
        String kind,
        String status,
        Optional<String> resource,
        Optional<Named> database,
        Optional<Named> sink,
        Optional<Progress> progress,
        Optional<String> reason,
        List<Condition> conditions,
        @JsonProperty("requested_by") Optional<String> requestedBy,
        @JsonProperty("requested_at") Instant requestedAt,
        @JsonProperty("started_at") Optional<Instant> startedAt,
        @JsonProperty("ended_at") Optional<Instant> endedAt) {

    public JobAnswer {
        conditions = List.copyOf(conditions);
    }

    /// What a job is about.
    public record Named(String id, String name) {}

    /// How far it is.
    ///
    /// @param total null if it is not known
    public record Progress(long done, Optional<Long> total) {}

    /// What stands in the way, and what mends it.
    public record Condition(String code, Instant since, String message, String remedy) {}

    static JobAnswer of(JobRow row, List<Condition> conditions) {
        Optional<Named> database =
                named(row.database(), row.databaseName(), id -> new DatabaseId(id).toString());
        Optional<Named> sink = named(row.sink(), row.sinkName(), id -> new SinkId(id).toString());
        String id = row.kind().id(row.id());
        return new JobAnswer(
                id,
                row.kind().word(),
                row.status(),
                resource(row, id, database, sink),
                database,
                sink,
                Optional.ofNullable(row.done())
                        .map(done -> new Progress(done, Optional.ofNullable(row.total()))),
                Optional.ofNullable(row.reason()),
                conditions,
                Optional.ofNullable(row.requestedBy()),
                row.requestedAt(),
                Optional.ofNullable(row.startedAt()),
                Optional.ofNullable(row.endedAt()));
    }

    private static Optional<Named> named(
            @Nullable UUID id, @Nullable String name, Function<UUID, String> text) {
        return id == null || name == null
                ? Optional.empty()
                : Optional.of(new Named(text.apply(id), name));
    }

    private static Optional<String> resource(
            JobRow row, String id, Optional<Named> database, Optional<Named> sink) {
        return switch (row.kind()) {
            case DATABASE_DELETION ->
                    database.filter(_ -> row.endedAt() == null)
                            .map(named -> "/v1/databases/" + named.id());
            case MEND -> database.map(named -> "/v1/databases/" + named.id());
            case BACKFILL -> Optional.of("/v1/backfills/" + id);
            case REPLAY -> sink.map(named -> "/v1/sinks/%s/replays/%s".formatted(named.id(), id));
            case REDRIVE, DISCARD ->
                    sink.map(named -> "/v1/sinks/%s/orders/%s".formatted(named.id(), id));
            case ERASURE -> Optional.of("/v1/erasures/" + id);
        };
    }
}
