package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.SINK_TABLE;

import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.match.Selection;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.DSLContext;

import java.util.List;
import java.util.Optional;

/// What sinks want of their database, of their rows.
public final class SinkSelections {
    private SinkSelections() {}

    /// What the sink of a row wants, in the transaction that has read the row.
    public static Selection read(DSLContext tx, SinkRecord sink) {
        List<Selection.Table> tables =
                tx.selectFrom(SINK_TABLE)
                        .where(SINK_TABLE.ACCOUNT_ID.eq(sink.getAccountId()))
                        .and(SINK_TABLE.SINK_ID.eq(sink.getId()))
                        .fetch(row ->
                                new Selection.Table(
                                        new TableName(row.getSchemaName(), row.getTableName()),
                                        Optional.ofNullable(row.getFilter())));
        return Selection.of(
                        tables,
                        sink.getActions(),
                        sink.getFilter(),
                        sink.getChangedColumns(),
                        sink.getOnLeave())
                .withMessages(sink.getLogicalMessages());
    }
}
