package dev.rowhook.backfill;

import static dev.rowhook.store.jooq.Tables.BACKFILL;

import dev.rowhook.store.Batches;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.time.Clock;
import java.time.Duration;

/// Backfills that ended are kept for a while. Thread-safe.
public final class EndedBackfills {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int AT_ONCE = 100;

    private final DSLContext worker;
    private final Clock clock;

    public EndedBackfills(DSLContext worker, Clock clock) {
        this.worker = worker;
        this.clock = clock;
    }

    /// Deletes those that ended 30 days ago or earlier, and returns how many.
    public long deleteOld() throws InterruptedException {
        return Batches.repeat(AT_ONCE, this::deleteSome);
    }

    private int deleteSome() {
        return worker.deleteFrom(BACKFILL)
                .where(
                        DSL.row(BACKFILL.ACCOUNT_ID, BACKFILL.ID)
                                .in(
                                        DSL.select(BACKFILL.ACCOUNT_ID, BACKFILL.ID)
                                                .from(BACKFILL)
                                                .where(
                                                        BACKFILL.ENDED_AT.lt(
                                                                clock.instant().minus(KEPT)))
                                                .limit(AT_ONCE)))
                .execute();
    }
}
