package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.SINK_CONDITION;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import dev.rowhook.core.SinkId;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is told about the sinks of one database. A condition keeps the time since which it stands.
/// Written under the fence of the sink's cursor. Thread-safe.
public final class SinkConditions {
    private final DSLContext worker;
    private final SinkCursors cursors;
    private final Lease lease;

    /// What names a condition.
    public record Key(SinkId sink, String code) {}

    /// What is the matter, and what mends it.
    public record Told(String message, String remedy) {}

    public SinkConditions(DSLContext worker, Lease lease) {
        this.worker = worker;
        this.cursors = new SinkCursors(worker);
        this.lease = lease;
    }

    /// Lets exactly these conditions stand, of all with these codes about these sinks.
    ///
    /// @throws LeaseLostException if another owner took the database
    public void replace(Set<SinkId> sinks, Set<String> codes, Map<Key, Told> standing) {
        Map<Key, Told> before = standing(sinks, codes);
        Set<Key> keys = new HashSet<>(before.keySet());
        keys.addAll(standing.keySet());
        for (Key key : keys) {
            Optional<Told> now = Optional.ofNullable(standing.get(key));
            if (!now.equals(Optional.ofNullable(before.get(key)))) {
                write(key, now);
            }
        }
    }

    private Map<Key, Told> standing(Set<SinkId> sinks, Set<String> codes) {
        Map<Key, Told> found = new HashMap<>();
        worker.select(SINK_CONDITION)
                .from(SINK_CONDITION)
                .join(SINK_CURSOR)
                .on(
                        SINK_CURSOR.ACCOUNT_ID.eq(SINK_CONDITION.ACCOUNT_ID),
                        SINK_CURSOR.SINK_ID.eq(SINK_CONDITION.SINK_ID))
                .where(SINK_CURSOR.ACCOUNT_ID.eq(lease.account().value()))
                .and(SINK_CURSOR.DATABASE_ID.eq(lease.database().value()))
                .and(SINK_CONDITION.CODE.in(codes))
                .fetch(row -> row.value1())
                .forEach(row -> {
                    Key key = new Key(new SinkId(row.getSinkId()), row.getCode());
                    if (sinks.contains(key.sink())) {
                        found.put(key, new Told(row.getMessage(), row.getRemedy()));
                    }
                });
        return found;
    }

    /// Lets a condition stand, or not.
    ///
    /// @throws LeaseLostException if another owner took the database
    public void put(Key key, Optional<Told> now) {
        boolean stands =
                worker.fetchExists(
                        SINK_CONDITION,
                        SINK_CONDITION.ACCOUNT_ID.eq(lease.account().value()),
                        SINK_CONDITION.SINK_ID.eq(key.sink().value()),
                        SINK_CONDITION.CODE.eq(key.code()));
        if (stands || now.isPresent()) {
            write(key, now);
        }
    }

    /// A sink that is deleted meanwhile takes its conditions with it.
    private void write(Key key, Optional<Told> now) {
        worker.transaction(tx -> {
            // Locked, so that the fence does not miss a row that goes meanwhile.
            boolean exists =
                    tx.dsl()
                            .selectFrom(SINK_CURSOR)
                            .where(SINK_CURSOR.ACCOUNT_ID.eq(lease.account().value()))
                            .and(SINK_CURSOR.SINK_ID.eq(key.sink().value()))
                            .forNoKeyUpdate()
                            .fetchOptional()
                            .isPresent();
            if (exists) {
                cursors.announce(tx.dsl(), lease);
                now.ifPresentOrElse(told -> tell(tx.dsl(), key, told), () -> remove(tx.dsl(), key));
                cursors.fence(tx.dsl(), lease, key.sink());
            }
        });
    }

    private void remove(DSLContext tx, Key key) {
        tx.deleteFrom(SINK_CONDITION)
                .where(SINK_CONDITION.ACCOUNT_ID.eq(lease.account().value()))
                .and(SINK_CONDITION.SINK_ID.eq(key.sink().value()))
                .and(SINK_CONDITION.CODE.eq(key.code()))
                .execute();
    }

    /// In a transaction whose last statement is the fence of the sink.
    void tell(DSLContext tx, Key key, Told told) {
        tx.insertInto(SINK_CONDITION)
                .set(SINK_CONDITION.ACCOUNT_ID, lease.account().value())
                .set(SINK_CONDITION.SINK_ID, key.sink().value())
                .set(SINK_CONDITION.CODE, key.code())
                .set(SINK_CONDITION.MESSAGE, told.message())
                .set(SINK_CONDITION.REMEDY, told.remedy())
                .onConflict(SINK_CONDITION.ACCOUNT_ID, SINK_CONDITION.SINK_ID, SINK_CONDITION.CODE)
                .doUpdate()
                .set(SINK_CONDITION.MESSAGE, DSL.excluded(SINK_CONDITION.MESSAGE))
                .set(SINK_CONDITION.REMEDY, DSL.excluded(SINK_CONDITION.REMEDY))
                .execute();
    }
}
