package dev.rowhook.api.sink;

import static dev.rowhook.store.jooq.Tables.SINK_TABLE;

import dev.rowhook.api.filter.Filters;
import dev.rowhook.api.filter.Matching;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.jooq.tables.records.SinkRecord;
import dev.rowhook.store.jooq.tables.records.SinkTableRecord;

import org.jooq.DSLContext;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a sink wants, in its row and those of its tables.
final class SavedMatching {
    private SavedMatching() {}

    /// Puts into a sink's row what belongs there.
    static void save(Matching matching, SinkRecord sink) {
        sink.setOnLeave(matching.onLeave());
        sink.setFilter(matching.filter().forAll().orElse(null));
        sink.setChangedColumns(
                matching.columns().isEmpty() ? null : matching.columns().toArray(String[]::new));
    }

    /// Puts the filters of its tables into their rows.
    static void saveTables(Matching matching, SinkRecord sink, DSLContext db) {
        for (TableName table : tables(sink, db)) {
            db.update(SINK_TABLE)
                    .set(SINK_TABLE.FILTER, matching.filter().byTable().get(table))
                    .where(SINK_TABLE.ACCOUNT_ID.eq(sink.getAccountId()))
                    .and(SINK_TABLE.SINK_ID.eq(sink.getId()))
                    .and(SINK_TABLE.SCHEMA_NAME.eq(table.schema()))
                    .and(SINK_TABLE.TABLE_NAME.eq(table.table()))
                    .execute();
        }
    }

    static Matching of(SinkRecord sink, DSLContext db) {
        return of(sink, rows(sink, db));
    }

    /// @param tables the rows of its tables
    static Matching of(SinkRecord sink, List<SinkTableRecord> tables) {
        Map<TableName, String> byTable = new HashMap<>();
        for (SinkTableRecord table : tables) {
            if (table.getFilter() != null) {
                byTable.put(name(table), table.getFilter());
            }
        }
        Filters filters =
                sink.getFilter() == null
                        ? new Filters(Optional.empty(), byTable)
                        : Filters.ofAll(sink.getFilter());
        String[] columns = sink.getChangedColumns();
        return new Matching(
                filters, columns == null ? List.of() : List.of(columns), sink.getOnLeave());
    }

    static List<TableName> tables(SinkRecord sink, DSLContext db) {
        return rows(sink, db).stream().map(SavedMatching::name).toList();
    }

    private static List<SinkTableRecord> rows(SinkRecord sink, DSLContext db) {
        return db.selectFrom(SINK_TABLE)
                .where(SINK_TABLE.ACCOUNT_ID.eq(sink.getAccountId()))
                .and(SINK_TABLE.SINK_ID.eq(sink.getId()))
                .orderBy(SINK_TABLE.SCHEMA_NAME, SINK_TABLE.TABLE_NAME)
                .fetch();
    }

    static TableName name(SinkTableRecord row) {
        return new TableName(row.getSchemaName(), row.getTableName());
    }
}
