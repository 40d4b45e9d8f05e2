package dev.rowhook.api.database;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.name.TableNames;
import dev.rowhook.api.request.DurationJson;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;

import tools.jackson.databind.annotation.JsonSerialize;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// What the log of a database keeps for those who want to go back in it.
///
/// As JSON it is what requests hold.
///
/// @param tables of which it has every change, whether or not a sink wants it; as SQL writes them
/// @param kept so long all of it is there at least, though no sink needs it
record Retain(
        List<String> tables,
        @JsonProperty("for") @JsonSerialize(using = DurationJson.class) Duration kept) {
    private static final int MAX_TABLES = 1000;
    private static final Duration DEFAULT = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(90);

    Retain {
        tables = List.copyOf(tables);
    }

    /// @param fields those of `retain`
    static Supplier<Retain> read(Fields fields) {
        Supplier<List<TableName>> tables =
                fields.optional(
                        "tables", Readers.list(0, MAX_TABLES, TableNames.reader()), List.of());
        Supplier<Duration> kept =
                fields.optional("for", Readers.duration(Duration.ZERO, LONGEST), DEFAULT);
        return () ->
                new Retain(tables.get().stream().map(TableName::toString).toList(), kept.get());
    }

    static Retain of(DatabaseRecord row) {
        return new Retain(List.of(row.getRetainTables()), row.getRetainFor());
    }

    void saveTo(DatabaseRecord row) {
        row.setRetainTables(tables.toArray(String[]::new));
        row.setRetainFor(kept);
    }
}
