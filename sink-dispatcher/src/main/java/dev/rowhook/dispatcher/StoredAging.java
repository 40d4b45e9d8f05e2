package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.SINK_DELIVERY;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// The aging of sinks as it stands in the tables.
final class StoredAging {
    private StoredAging() {}

    /// Where it stood when it was last written, and not before the first attempt of any message
    /// that waits: else that one would have to get as old again.
    static Duration read(DSLContext worker, AccountId account, SinkId sink) {
        Long written =
                worker.select(SINK_DELIVERY.AGING)
                        .from(SINK_DELIVERY)
                        .where(SINK_DELIVERY.ACCOUNT_ID.eq(account.value()))
                        .and(SINK_DELIVERY.SINK_ID.eq(sink.value()))
                        .fetchOne(SINK_DELIVERY.AGING);
        Long latest =
                worker.select(DSL.max(SINK_PENDING.AGING_FROM))
                        .from(SINK_PENDING)
                        .where(SINK_PENDING.ACCOUNT_ID.eq(account.value()))
                        .and(SINK_PENDING.SINK_ID.eq(sink.value()))
                        .fetchOneInto(Long.class);
        return Duration.of(Math.max(orZero(written), orZero(latest)), ChronoUnit.MICROS);
    }

    /// Writes where it stands, if the sink's worker has told of itself before.
    static void write(DSLContext tx, AccountId account, SinkId sink, Duration aging) {
        tx.update(SINK_DELIVERY)
                .set(SINK_DELIVERY.AGING, aging.toNanos() / 1_000)
                .where(SINK_DELIVERY.ACCOUNT_ID.eq(account.value()))
                .and(SINK_DELIVERY.SINK_ID.eq(sink.value()))
                .execute();
    }

    private static long orZero(@Nullable Long micros) {
        return micros == null ? 0 : micros;
    }
}
