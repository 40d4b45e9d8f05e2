package dev.rowhook.api.sink;

import dev.rowhook.api.name.Names;
import dev.rowhook.api.name.TableNames;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.change.TableName;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A request to make a sink. `database` and `endpoint` are references.
record CreateSink(
        String name,
        String database,
        List<TableName> tables,
        List<String> actions,
        String messageKind,
        String groupBy,
        String endpoint,
        String path,
        Delivery delivery) {
    private static final int MAX_TABLES = 1000;
    private static final List<String> ALL_ACTIONS = List.of("insert", "update", "delete");

    CreateSink {
        tables = List.copyOf(tables);
        actions = List.copyOf(actions);
    }

    /// How messages are sent.
    record Delivery(
            boolean batch,
            int batchSize,
            Duration requestTimeout,
            int maxInFlight,
            Duration firstDelay,
            Duration maxDelay) {}

    static CreateSink read(Fields fields) {
        Supplier<String> name = fields.required("name", Names.reader());
        Supplier<String> database = fields.required("database", Readers.text(100));
        Supplier<List<TableName>> tables =
                fields.required("tables", Readers.list(1, MAX_TABLES, TableNames.reader()));
        Supplier<List<String>> actions =
                fields.optional("actions", Readers.list(1, 4, action()), ALL_ACTIONS);
        Supplier<String> messageKind =
                fields.optional("message_kind", Readers.oneOf("change", "record"), "change");
        Supplier<String> groupBy =
                fields.optional(
                        "group_by", Readers.oneOf("primary_key", "none", "sink"), "primary_key");
        Fields destination = fields.object("destination");
        destination.optional("type", Readers.oneOf("webhook"));
        Supplier<String> endpoint = destination.required("http_endpoint", Readers.text(100));
        Supplier<String> path = destination.optional("path", SinkPath.reader(), "");
        Supplier<Boolean> batch = destination.optional("batch", Readers.flag(), false);
        Supplier<Delivery> delivery = delivery(fields, batch);
        fields.end();
        return new CreateSink(
                name.get(),
                database.get(),
                tables.get(),
                actions.get(),
                messageKind.get(),
                groupBy.get(),
                endpoint.get(),
                path.get(),
                delivery.get());
    }

    private static Supplier<Delivery> delivery(Fields fields, Supplier<Boolean> batch) {
        Supplier<Optional<Integer>> batchSize =
                fields.optional("batch_size", Readers.integer(1, 1000));
        Supplier<Duration> requestTimeout =
                fields.optional(
                        "request_timeout",
                        Readers.duration(Duration.ofSeconds(1), Duration.ofMinutes(5)),
                        Duration.ofSeconds(30));
        Supplier<Integer> maxInFlight =
                fields.optional("max_in_flight", Readers.integer(1, 1000), 50);
        Fields retry = fields.object("retry");
        Supplier<Duration> firstDelay =
                retry.optional(
                        "first_delay",
                        Readers.duration(Duration.ofMillis(100), Duration.ofHours(1)),
                        Duration.ofSeconds(1));
        Supplier<Duration> maxDelay =
                retry.optional(
                        "max_delay",
                        Readers.duration(Duration.ofMillis(100), Duration.ofDays(1)),
                        Duration.ofMinutes(10));
        if (fields.isFine()) {
            checkTogether(fields, batch.get(), batchSize.get());
            if (maxDelay.get().compareTo(firstDelay.get()) < 0) {
                retry.refuse("max_delay", "out_of_range", "It is shorter than first_delay.");
            }
        }
        return () ->
                new Delivery(
                        batch.get(),
                        batchSize.get().orElse(batch.get() ? 100 : 1),
                        requestTimeout.get(),
                        maxInFlight.get(),
                        firstDelay.get(),
                        maxDelay.get());
    }

    private static void checkTogether(Fields fields, boolean batch, Optional<Integer> batchSize) {
        if (!batch && batchSize.orElse(1) > 1) {
            fields.refuse(
                    "batch_size", "out_of_range", "Without destination.batch it can only be 1.");
        }
    }

    private static FieldReader<String> action() {
        return Readers.oneOf("insert", "update", "delete", "truncate")
                .then(action -> {
                    if (action.equals("truncate")) {
                        throw new InvalidFieldException(
                                "not_available", "Truncates are not streamed yet.");
                    }
                    return action;
                });
    }
}
