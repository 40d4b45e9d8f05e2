package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_REPLAY;

import dev.rowhook.api.delivery.replay.CarriedOutReplays;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.ReplayId;

import org.jooq.DSLContext;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Plays the owner of all sinks: sets them back when it is told to.
final class PlayedReplays implements CarriedOutReplays {
    volatile boolean carriesOut;

    private final DSLContext worker;

    PlayedReplays(DSLContext worker) {
        this.worker = worker;
    }

    @Override
    public boolean await(AccountId account, ReplayId replay, Duration atMost) {
        if (carriesOut) {
            worker.transaction(tx -> {
                UUID sink =
                        tx.dsl()
                                .update(SINK_REPLAY)
                                .set(SINK_REPLAY.DONE_AT, Instant.now())
                                .set(SINK_REPLAY.RUN, 1)
                                .set(SINK_REPLAY.FROM_SEQ, SINK_REPLAY.WANTED_SEQ)
                                .set(SINK_REPLAY.UNTIL_SEQ, 5L)
                                .where(SINK_REPLAY.ACCOUNT_ID.eq(account.value()))
                                .and(SINK_REPLAY.ID.eq(replay.value()))
                                .returningResult(SINK_REPLAY.SINK_ID)
                                .fetchSingle()
                                .value1();
                tx.dsl()
                        .update(SINK_CURSOR)
                        .set(SINK_CURSOR.REPLAY_RUN, 1)
                        .set(SINK_CURSOR.MARK, 0L)
                        .where(SINK_CURSOR.SINK_ID.eq(sink))
                        .execute();
            });
        }
        return carriesOut;
    }
}
