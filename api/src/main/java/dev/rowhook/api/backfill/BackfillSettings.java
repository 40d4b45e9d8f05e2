package dev.rowhook.api.backfill;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.database.SortRange;
import dev.rowhook.api.filter.Filters;
import dev.rowhook.api.name.ColumnNames;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.change.TableName;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What a backfill reads, and how.
///
/// As JSON it is what requests hold.
public record BackfillSettings(
        Tables tables,
        Optional<String> filter,
        @JsonProperty("sort_column") Optional<String> sortColumn,
        @JsonProperty("start_position") Optional<String> start,
        @JsonProperty("end_position") Optional<String> end,
        boolean marks,
        @JsonProperty("rows_per_second") Optional<Integer> rowsPerSecond) {
    private static final int MAX_POSITION = 1000;
    private static final int MAX_RATE = 10_000_000;

    /// @param tables those of the sink
    /// @param messageKind the sink's
    public static Supplier<BackfillSettings> read(
            Fields fields, Supplier<List<TableName>> tables, Supplier<String> messageKind) {
        Supplier<Tables> named = fields.optional("tables", Tables.reader(), Tables.ALL);
        Supplier<Optional<String>> filter = fields.optional("filter", Filters.text());
        Supplier<Optional<String>> column = fields.optional("sort_column", ColumnNames.reader());
        Supplier<Optional<String>> start =
                fields.optional("start_position", Readers.text(MAX_POSITION));
        Supplier<Optional<String>> end =
                fields.optional("end_position", Readers.text(MAX_POSITION));
        Supplier<Boolean> marks = fields.optional("marks", Readers.flag(), false);
        Supplier<Optional<Integer>> rate =
                fields.optional("rows_per_second", Readers.integer(1, MAX_RATE));
        if (fields.isFine()) {
            checkTables(fields, named.get().named(), tables.get());
            checkRange(fields, column.get(), start.get().isPresent() || end.get().isPresent());
            if (marks.get() && messageKind.get().equals("record")) {
                fields.refuse(
                        "marks",
                        "conflict",
                        "The sink sends bare rows (message_kind record), and a mark is none.");
            }
        }
        return () ->
                new BackfillSettings(
                        named.get(),
                        filter.get(),
                        column.get(),
                        start.get(),
                        end.get(),
                        marks.get(),
                        rate.get());
    }

    private static void checkTables(
            Fields fields, List<TableName> named, List<TableName> ofTheSink) {
        for (int i = 0; i < named.size(); i++) {
            if (!ofTheSink.contains(named.get(i))) {
                fields.refuse(
                        "tables",
                        Integer.toString(i),
                        "unknown_table",
                        "%s is not a table of the sink.".formatted(named.get(i)));
            }
        }
    }

    private static void checkRange(Fields fields, Optional<String> column, boolean hasEnd) {
        if (hasEnd && column.isEmpty()) {
            fields.refuse("sort_column", "required", "A position is one of a column.");
        }
        if (column.isPresent() && !hasEnd) {
            fields.refuse(
                    "sort_column",
                    "conflict",
                    "It needs start_position or end_position. Without both the whole table is"
                            + " read, and without a sort_column rows that have no value there are"
                            + " read, too.");
        }
    }

    /// The rows that it is about, if they are not all.
    public Optional<SortRange> range() {
        return sortColumn.map(column -> new SortRange(column, start, end));
    }

    /// Whether only the source can say if it can be.
    boolean isToBeChecked() {
        return filter.isPresent() || sortColumn.isPresent();
    }

    /// Whether the same is read.
    boolean readsAs(BackfillSettings other) {
        return tables.equals(other.tables)
                && filter.equals(other.filter)
                && range().equals(other.range());
    }

    /// Says nothing of positions and the filter, which hold values of rows.
    @Override
    public String toString() {
        return "backfill of " + tables.named();
    }
}
