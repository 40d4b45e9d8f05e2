package dev.rowhook.api.sink;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;

import dev.rowhook.api.request.Durations;
import dev.rowhook.api.sink.SinkAnswer.Destination;
import dev.rowhook.api.sink.SinkAnswer.Position;
import dev.rowhook.api.sink.SinkAnswer.Retry;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Reads sinks with the names of what they use, and with what workers say of them.
final class SinkRows {
    private static final int MAX_PENDING = 10_000;

    private final DSLContext db;
    private final AccountId account;

    SinkRows(DSLContext db, AccountId account) {
        this.db = db;
        this.account = account;
    }

    List<SinkAnswer> answers(Condition condition) {
        Map<UUID, List<String>> tables = tables(condition);
        return db.select()
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
                .where(SINK.ACCOUNT_ID.eq(account.value()))
                .and(condition)
                .orderBy(SINK.ID)
                .fetch(row -> answer(row, tables));
    }

    private SinkAnswer answer(Record row, Map<UUID, List<String>> tables) {
        SinkRecord sink = row.into(SINK);
        // The owner gives a sink its first position when all of its tables are streamed.
        Optional<Position> position = position(row);
        return new SinkAnswer(
                new SinkId(sink.getId()).toString(),
                sink.getName(),
                row.get(DATABASE.NAME),
                new DatabaseId(sink.getDatabaseId()).toString(),
                tables.getOrDefault(sink.getId(), List.of()),
                List.of(sink.getActions()),
                sink.getMessageKind(),
                sink.getGroupBy(),
                new Destination(
                        "webhook",
                        row.get(HTTP_ENDPOINT.NAME),
                        new EndpointId(sink.getEndpointId()).toString(),
                        sink.getPath(),
                        sink.getBatch()),
                sink.getBatchSize(),
                Durations.write(sink.getRequestTimeout()),
                sink.getMaxInFlight(),
                new Retry(
                        Durations.write(sink.getFirstDelay()), Durations.write(sink.getMaxDelay())),
                sink.getStatus(),
                position.isPresent() ? "active" : "starting",
                position,
                sink.getCreatedAt());
    }

    private Map<UUID, List<String>> tables(Condition condition) {
        return db.select(SINK_TABLE.SINK_ID, SINK_TABLE.SCHEMA_NAME, SINK_TABLE.TABLE_NAME)
                .from(SINK_TABLE)
                .join(SINK)
                .on(SINK.ACCOUNT_ID.eq(SINK_TABLE.ACCOUNT_ID))
                .and(SINK.ID.eq(SINK_TABLE.SINK_ID))
                .where(SINK_TABLE.ACCOUNT_ID.eq(account.value()))
                .and(condition)
                .orderBy(SINK_TABLE.SCHEMA_NAME, SINK_TABLE.TABLE_NAME)
                .fetchGroups(
                        SINK_TABLE.SINK_ID,
                        row -> new TableName(row.value2(), row.value3()).toString());
    }

    private Optional<Position> position(Record row) {
        return Optional.ofNullable(row.get(SINK_CURSOR.MARK))
                .map(mark ->
                        new Position(
                                mark, row.get(SINK_CURSOR.DELIVERED), pending(row.get(SINK.ID))));
    }

    private int pending(UUID sink) {
        return db.fetchCount(
                DSL.select(SINK_PENDING.SEQ)
                        .from(SINK_PENDING)
                        .where(SINK_PENDING.ACCOUNT_ID.eq(account.value()))
                        .and(SINK_PENDING.SINK_ID.eq(sink))
                        .limit(MAX_PENDING));
    }
}
