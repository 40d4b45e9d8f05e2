package dev.rowhook.api.sink;

import dev.rowhook.api.backfill.BackfillSettings;
import dev.rowhook.api.filter.Matching;
import dev.rowhook.api.name.Names;
import dev.rowhook.api.name.TableNames;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.change.TableName;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A request to make a sink. `database` and `endpoint` are references.
///
/// @param backfill with which it begins
record CreateSink(
        String name,
        String database,
        List<TableName> tables,
        List<String> actions,
        List<String> logicalMessages,
        Matching matching,
        String messageKind,
        GroupBy groupBy,
        String endpoint,
        Delivery delivery,
        Optional<BackfillSettings> backfill,
        Start start) {
    private static final int MAX_TABLES = 1000;
    private static final List<String> CHANGES_OF_ROWS = List.of("insert", "update", "delete");
    private static final FieldReader<String> ACTION =
            Readers.oneOf("insert", "update", "delete", "truncate");

    CreateSink {
        tables = List.copyOf(tables);
        actions = List.copyOf(actions);
        logicalMessages = List.copyOf(logicalMessages);
    }

    static CreateSink read(Fields fields) {
        Supplier<String> name = fields.required("name", Names.reader());
        Supplier<String> database = fields.required("database", Readers.text(100));
        Supplier<List<TableName>> tables =
                fields.optional(
                        "tables", Readers.list(0, MAX_TABLES, TableNames.reader()), List.of());
        Supplier<List<String>> actions =
                fields.optional("actions", Readers.list(1, 4, ACTION), CHANGES_OF_ROWS);
        Supplier<List<String>> logicalMessages = LogicalMessages.read(fields);
        Supplier<Matching> matching = Matching.read(fields);
        if (fields.isFine()
                && matching.get().onLeave().equals("delete")
                && !actions.get().contains("update")) {
            fields.refuse("on_leave", "needs_updates", "Rows leave by updates: add that action.");
        }
        Supplier<String> messageKind =
                fields.optional("message_kind", Readers.oneOf("change", "record"), "change");
        if (fields.isFine()
                && messageKind.get().equals("record")
                && actions.get().contains("truncate")) {
            fields.refuse(
                    "actions",
                    "conflict",
                    "The sink sends bare rows (message_kind record), and a truncate is none.");
        }
        Supplier<GroupBy> groupBy =
                fields.optional("group_by", GroupBy.reader(), GroupBy.PRIMARY_KEY);
        Fields destination = fields.object("destination");
        destination.optional("type", Readers.oneOf("webhook"));
        Supplier<String> endpoint = destination.required("http_endpoint", Readers.text(100));
        Supplier<Delivery> delivery = Delivery.read(fields, destination);
        Supplier<BackfillSettings> backfill =
                BackfillSettings.read(fields.object("backfill"), tables, messageKind);
        Supplier<Start> start = Start.read(fields.object("start"), Clock.systemUTC());
        if (fields.isFine() && tables.get().isEmpty()) {
            checkWithoutTables(fields, logicalMessages.get());
        }
        if (fields.isFine() && !logicalMessages.get().isEmpty() && !start.get().isNow()) {
            fields.refuse(
                    "start",
                    "conflict",
                    "No log retains logical messages: a sink of them cannot begin in the past.");
        }
        fields.end();
        return new CreateSink(
                name.get(),
                database.get(),
                tables.get(),
                actions.get(),
                logicalMessages.get(),
                matching.get(),
                messageKind.get(),
                groupBy.get(),
                endpoint.get(),
                delivery.get(),
                fields.hasValue("backfill") ? Optional.of(backfill.get()) : Optional.empty(),
                start.get());
    }

    private static void checkWithoutTables(Fields fields, List<String> logicalMessages) {
        if (logicalMessages.isEmpty()) {
            fields.refuse(
                    "tables", "required", "Expected a list of tables, or of logical_messages.");
        } else if (fields.hasValue("backfill")) {
            fields.refuse("backfill", "conflict", "The sink has no table to read.");
        }
    }
}
