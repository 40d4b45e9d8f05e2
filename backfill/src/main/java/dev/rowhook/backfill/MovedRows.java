package dev.rowhook.backfill;

import static dev.rowhook.store.jooq.Tables.BACKFILL_ROW;

import dev.rowhook.changelog.Lease;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;

import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The rows of one database that backfills are to read once more, as they are stored. Thread-safe.
final class MovedRows {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final DSLContext worker;
    private final Lease lease;

    MovedRows(DSLContext worker, Lease lease) {
        this.worker = worker;
        this.lease = lease;
    }

    /// Notes a row that is to be read once more, in the transaction of an append, which fences it.
    void note(DSLContext tx, TableKey key, Map<String, String> row) {
        tx.insertInto(BACKFILL_ROW)
                .set(BACKFILL_ROW.ACCOUNT_ID, lease.account().value())
                .set(BACKFILL_ROW.BACKFILL_ID, key.backfill().value())
                .set(BACKFILL_ROW.SCHEMA_NAME, key.table().schema())
                .set(BACKFILL_ROW.TABLE_NAME, key.table().table())
                .set(BACKFILL_ROW.KEY, JSONB.valueOf(JSON.writeValueAsString(row)))
                .execute();
    }

    /// The first rows that are to be read once more.
    List<MovedRow> first(TableKey key, int limit) {
        return worker.selectFrom(BACKFILL_ROW)
                .where(is(key))
                .orderBy(BACKFILL_ROW.NUMBER)
                .limit(limit)
                .fetch(row -> new MovedRow(row.getNumber(), texts(row.getKey().data())));
    }

    private static Map<String, String> texts(String json) {
        return JSON.readTree(json)
                .propertyStream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().asString()));
    }

    /// Takes away rows that were read once more, in the transaction of an append, which fences it.
    ///
    /// @param upTo the last of them
    void remove(DSLContext tx, TableKey key, long upTo) {
        tx.deleteFrom(BACKFILL_ROW).where(is(key)).and(BACKFILL_ROW.NUMBER.le(upTo)).execute();
    }

    private Condition is(TableKey key) {
        return BACKFILL_ROW
                .ACCOUNT_ID
                .eq(lease.account().value())
                .and(BACKFILL_ROW.BACKFILL_ID.eq(key.backfill().value()))
                .and(BACKFILL_ROW.SCHEMA_NAME.eq(key.table().schema()))
                .and(BACKFILL_ROW.TABLE_NAME.eq(key.table().table()));
    }
}
