package dev.rowhook.api.sink;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_DELIVERY;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;

import dev.rowhook.api.sink.SinkAnswer.Destination;
import dev.rowhook.api.sink.SinkAnswer.Subscription;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.SinkRecord;
import dev.rowhook.store.jooq.tables.records.SinkTableRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Reads sinks with the names of what they use, and with what workers say of them.
final class SinkRows {
    private final DSLContext db;
    private final AccountId account;

    SinkRows(DSLContext db, AccountId account) {
        this.db = db;
        this.account = account;
    }

    List<SinkAnswer> answers(Condition condition) {
        Map<UUID, Result<SinkTableRecord>> tables = tables(condition);
        SinkStates states = SinkStates.of(db, account, condition);
        return db.select(SINK.fields())
                .select(DATABASE.NAME, HTTP_ENDPOINT.NAME)
                .select(SINK_CURSOR.fields())
                .select(SINK_DELIVERY.fields())
                .select(SinkStates.fields())
                .from(SINK)
                .join(DATABASE)
                .on(DATABASE.ACCOUNT_ID.eq(SINK.ACCOUNT_ID))
                .and(DATABASE.ID.eq(SINK.DATABASE_ID))
                .join(HTTP_ENDPOINT)
                .on(HTTP_ENDPOINT.ACCOUNT_ID.eq(SINK.ACCOUNT_ID))
                .and(HTTP_ENDPOINT.ID.eq(SINK.ENDPOINT_ID))
                .leftJoin(SINK_CURSOR)
                .on(SINK_CURSOR.ACCOUNT_ID.eq(SINK.ACCOUNT_ID))
                .and(SINK_CURSOR.SINK_ID.eq(SINK.ID))
                .leftJoin(SINK_DELIVERY)
                .on(SINK_DELIVERY.ACCOUNT_ID.eq(SINK.ACCOUNT_ID))
                .and(SINK_DELIVERY.SINK_ID.eq(SINK.ID))
                .where(SINK.ACCOUNT_ID.eq(account.value()))
                .and(condition)
                .orderBy(SINK.ID)
                .fetch(row -> answer(row, tables, states));
    }

    private SinkAnswer answer(
            Record row, Map<UUID, Result<SinkTableRecord>> tables, SinkStates states) {
        SinkRecord sink = row.into(SINK);
        Result<SinkTableRecord> own = tables.getOrDefault(sink.getId(), db.newResult(SINK_TABLE));
        return new SinkAnswer(
                new SinkId(sink.getId()).toString(),
                sink.getName(),
                row.get(DATABASE.NAME),
                new DatabaseId(sink.getDatabaseId()).toString(),
                new Subscription(
                        own.map(table -> SavedMatching.name(table).toString()),
                        List.of(sink.getActions()),
                        List.of(sink.getLogicalMessages()),
                        SavedMatching.of(sink, own),
                        sink.getMessageKind(),
                        groupBy(sink)),
                new Destination(
                        "webhook",
                        row.get(HTTP_ENDPOINT.NAME),
                        new EndpointId(sink.getEndpointId()).toString(),
                        Target.of(sink)),
                Sending.of(sink),
                Start.of(sink),
                states.of(row),
                sink.getRevision(),
                sink.getCreatedAt());
    }

    private static GroupBy groupBy(SinkRecord sink) {
        return new GroupBy(
                sink.getGroupBy(),
                sink.getGroupColumns() == null ? List.of() : List.of(sink.getGroupColumns()));
    }

    private Map<UUID, Result<SinkTableRecord>> tables(Condition condition) {
        return db.select(SINK_TABLE.fields())
                .from(SINK_TABLE)
                .join(SINK)
                .on(SINK.ACCOUNT_ID.eq(SINK_TABLE.ACCOUNT_ID))
                .and(SINK.ID.eq(SINK_TABLE.SINK_ID))
                .where(SINK_TABLE.ACCOUNT_ID.eq(account.value()))
                .and(condition)
                .orderBy(SINK_TABLE.SCHEMA_NAME, SINK_TABLE.TABLE_NAME)
                .fetchInto(SINK_TABLE)
                .intoGroups(SINK_TABLE.SINK_ID);
    }
}
