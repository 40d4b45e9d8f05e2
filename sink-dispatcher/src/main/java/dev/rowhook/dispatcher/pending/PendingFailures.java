package dev.rowhook.dispatcher.pending;

import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;

import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.impl.DSL;

import java.time.Instant;
import java.util.Map;

/// Writes, in a transaction, that pending messages failed again.
final class PendingFailures {
    private final DSLContext tx;
    private final AccountId account;
    private final SinkId sink;

    PendingFailures(DSLContext tx, AccountId account, SinkId sink) {
        this.tx = tx;
        this.account = account;
        this.sink = sink;
    }

    void write(Map<PendingChange, Failure> failures) {
        BatchBindStep batch = tx.batch(statement());
        for (Map.Entry<PendingChange, Failure> one : failures.entrySet()) {
            batch = bind(batch, one.getKey(), one.getValue());
        }
        batch.execute();
    }

    private Query statement() {
        return tx.update(SINK_PENDING)
                .set(SINK_PENDING.ATTEMPTS, 0)
                .set(
                        SINK_PENDING.FIRST_ATTEMPT_AT,
                        DSL.coalesce(
                                SINK_PENDING.FIRST_ATTEMPT_AT,
                                DSL.val(Instant.EPOCH, SINK_PENDING.FIRST_ATTEMPT_AT)))
                .set(SINK_PENDING.AGING_FROM, 0L)
                .set(SINK_PENDING.NEXT_TRY, Instant.EPOCH)
                .set(SINK_PENDING.DEAD_AT, Instant.EPOCH)
                .set(SINK_PENDING.DEAD_REASON, "")
                .set(SINK_PENDING.HOLDS, true)
                .set(SINK_PENDING.LAST_CODE, "")
                .set(SINK_PENDING.LAST_STATUS, 0)
                .where(SINK_PENDING.ACCOUNT_ID.eq(account.value()))
                .and(SINK_PENDING.SINK_ID.eq(sink.value()))
                .and(SINK_PENDING.SEQ.eq(0L));
    }

    private BatchBindStep bind(BatchBindStep batch, PendingChange change, Failure failure) {
        Fate.Dead dead = failure.fate() instanceof Fate.Dead given ? given : null;
        return batch.bind(
                failure.attempts(),
                failure.agingFrom().isPresent() ? failure.at() : null,
                PendingRecords.aging(failure),
                failure.nextTry().orElse(null),
                dead == null ? null : failure.at(),
                dead == null ? null : dead.reason(),
                change.holds() && failure.holds(),
                failure.code(),
                PendingRecords.status(failure),
                account.value(),
                sink.value(),
                change.seq());
    }
}
