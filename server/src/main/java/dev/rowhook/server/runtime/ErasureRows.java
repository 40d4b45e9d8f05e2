package dev.rowhook.server.runtime;

import static dev.rowhook.store.jooq.Tables.ERASURE;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LogPositions;
import dev.rowhook.core.ErasureId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// The erasures of one leased database. Every write ends with the fence of the lease, or stands in
/// a transaction that does. Thread-safe.
final class ErasureRows {
    private final DSLContext worker;
    private final Lease lease;

    ErasureRows(DSLContext worker, Lease lease) {
        this.worker = worker;
        this.lease = lease;
    }

    /// An erasure that has not ended.
    ///
    /// @param until how far the log reached when it began; empty if it has not
    /// @param at up to here the log was looked through
    @SuppressWarnings("ArrayRecordComponent") // On its way to be opened, and forgotten.
    record Wanted(ErasureId id, TableName table, byte[] sealed, OptionalLong until, long at) {}

    /// What was found, to be added to what was found before.
    record Found(long changes, long pending, long deadLetters, long attempts, long unknown) {
        static Found changes(long erased, long unknown) {
            return new Found(erased, 0, 0, 0, unknown);
        }

        static Found messages(long pending, long deadLetters) {
            return new Found(0, pending, deadLetters, 0, 0);
        }

        static Found attempts(long blanked) {
            return new Found(0, 0, 0, blanked, 0);
        }
    }

    /// The one that was asked for first.
    Optional<Wanted> oldest() {
        return worker.selectFrom(ERASURE)
                .where(ERASURE.ACCOUNT_ID.eq(lease.account().value()))
                .and(ERASURE.DATABASE_ID.eq(lease.database().value()))
                .and(ERASURE.ENDED_AT.isNull())
                .orderBy(ERASURE.ID)
                .limit(1)
                .fetchOptional(row ->
                        new Wanted(
                                new ErasureId(row.getId()),
                                new TableName(row.getSchemaName(), row.getTableName()),
                                Objects.requireNonNull(row.getSealed()),
                                row.getUntilSeq() == null
                                        ? OptionalLong.empty()
                                        : OptionalLong.of(row.getUntilSeq()),
                                row.getAtSeq()));
    }

    /// It begins, with a log that reaches so far.
    void begin(ErasureId id, long until) {
        fenced(tx ->
                tx.update(ERASURE)
                        .set(ERASURE.STATUS, "running")
                        .set(ERASURE.STARTED_AT, now())
                        .set(ERASURE.UNTIL_SEQ, until)
                        .where(is(id))
                        .execute());
    }

    /// Notes how far the log was looked through.
    void at(DSLContext tx, ErasureId id, long seq) {
        tx.update(ERASURE).set(ERASURE.AT_SEQ, seq).where(is(id)).execute();
    }

    /// Adds what was found in the same transaction.
    void add(DSLContext tx, ErasureId id, Found found) {
        tx.update(ERASURE)
                .set(ERASURE.CHANGES, ERASURE.CHANGES.plus(found.changes()))
                .set(ERASURE.PENDING, ERASURE.PENDING.plus(found.pending()))
                .set(ERASURE.DEAD_LETTERS, ERASURE.DEAD_LETTERS.plus(found.deadLetters()))
                .set(ERASURE.ATTEMPTS, ERASURE.ATTEMPTS.plus(found.attempts()))
                .set(ERASURE.UNKNOWN, ERASURE.UNKNOWN.plus(found.unknown()))
                .where(is(id))
                .execute();
    }

    /// Blanks attempts, and adds how many.
    ///
    /// @param blank says how many it has blanked
    <T> T blank(ErasureId id, Function<DSLContext, T> blank, Function<T, Integer> count) {
        return worker.transactionResult(tx -> {
            T blanked = blank.apply(tx.dsl());
            add(tx.dsl(), id, Found.attempts(count.apply(blanked)));
            LogPositions.requireHeld(tx.dsl(), lease);
            return blanked;
        });
    }

    /// All is blanked, and the key forgotten.
    ///
    /// @param unknown so many pending messages could not be compared with it
    void done(ErasureId id, long unknown) {
        fenced(tx -> {
            add(tx, id, Found.changes(0, unknown));
            end(tx, id, "done", Optional.empty());
        });
    }

    /// It is given up, and the key forgotten.
    void failed(ErasureId id, String reason) {
        fenced(tx -> end(tx, id, "failed", Optional.of(reason)));
    }

    private void end(DSLContext tx, ErasureId id, String status, Optional<String> reason) {
        tx.update(ERASURE)
                .set(ERASURE.STATUS, status)
                .set(ERASURE.REASON, reason.orElse(null))
                .set(ERASURE.ENDED_AT, now())
                .setNull(ERASURE.SEALED)
                .where(is(id))
                .execute();
    }

    /// The sinks that may have messages of a table, those that are being deleted included.
    List<SinkId> sinks(TableName table) {
        Condition ofTable =
                DSL.exists(
                        DSL.selectOne()
                                .from(SINK_TABLE)
                                .where(SINK_TABLE.ACCOUNT_ID.eq(SINK_CURSOR.ACCOUNT_ID))
                                .and(SINK_TABLE.SINK_ID.eq(SINK_CURSOR.SINK_ID))
                                .and(SINK_TABLE.SCHEMA_NAME.eq(table.schema()))
                                .and(SINK_TABLE.TABLE_NAME.eq(table.table())));
        Condition deleted =
                DSL.notExists(
                        DSL.selectOne()
                                .from(SINK)
                                .where(SINK.ACCOUNT_ID.eq(SINK_CURSOR.ACCOUNT_ID))
                                .and(SINK.ID.eq(SINK_CURSOR.SINK_ID)));
        return worker.select(SINK_CURSOR.SINK_ID)
                .from(SINK_CURSOR)
                .where(SINK_CURSOR.ACCOUNT_ID.eq(lease.account().value()))
                .and(SINK_CURSOR.DATABASE_ID.eq(lease.database().value()))
                .and(ofTable.or(deleted))
                .orderBy(SINK_CURSOR.SINK_ID)
                .fetch(row -> new SinkId(row.value1()));
    }

    private interface Write {
        void in(DSLContext tx);
    }

    private void fenced(Write write) {
        worker.transaction(tx -> {
            write.in(tx.dsl());
            LogPositions.requireHeld(tx.dsl(), lease);
        });
    }

    private Condition is(ErasureId id) {
        return ERASURE.ACCOUNT_ID.eq(lease.account().value()).and(ERASURE.ID.eq(id.value()));
    }

    private static Field<Instant> now() {
        return DSL.field("now()", ERASURE.ENDED_AT.getDataType());
    }
}
