package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.SinkCursors;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.pending.DeadLetters;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/// Sees to what is asked of a worker beside sending: orders about dead letters and the end of old
/// ones, how the endpoint is seen, and what the endpoint or a message that was given up decides.
/// All of it is written under the fence of the sink's cursor; doing it again is safe.
final class Settler {
    private static final String ACTIVE = "active";

    private final SinkCursors cursors;
    private final Lease lease;
    private final SinkId sink;
    private final EndpointId endpoint;
    private final Records records;
    private final DeadLetters deadLetters;
    private final Duration retention;
    private final Clock clock;

    Settler(
            SinkCursors cursors,
            Lease lease,
            SinkId sink,
            EndpointId endpoint,
            Records records,
            DeadLetters deadLetters,
            Duration retention,
            Clock clock) {
        this.cursors = cursors;
        this.lease = lease;
        this.sink = sink;
        this.endpoint = endpoint;
        this.records = records;
        this.deadLetters = deadLetters;
        this.retention = retention;
        this.clock = clock;
    }

    void settle(Chores.Asked asked, EndpointView view) {
        asked.disable().ifPresent(reason -> records.write(tx -> disable(tx, reason)));
        if (asked.pause()) {
            records.write(this::pause);
        }
        if (asked.report()) {
            records.write(tx -> view.write(tx, lease.account(), sink, clock.instant()));
        }
        if (asked.orders()) {
            untilDone(tx -> {
                DeadLetters.Work work = deadLetters.nextOrder(tx, clock.instant());
                if (work.more()) {
                    cursors.announce(tx, lease);
                }
                return work;
            });
        }
        if (asked.expire()) {
            untilDone(tx -> deadLetters.expire(tx, retention, clock.instant()));
        }
    }

    private void untilDone(Function<DSLContext, DeadLetters.Work> part) {
        while (records.settle(part)) {
            // Each part is a transaction of its own.
        }
    }

    private void disable(DSLContext tx, String reason) {
        tx.update(HTTP_ENDPOINT)
                .set(HTTP_ENDPOINT.STATUS, "disabled")
                .set(HTTP_ENDPOINT.STATUS_REASON, reason)
                .set(HTTP_ENDPOINT.STATUS_SINCE, now())
                .where(HTTP_ENDPOINT.ACCOUNT_ID.eq(lease.account().value()))
                .and(HTTP_ENDPOINT.ID.eq(endpoint.value()))
                .and(HTTP_ENDPOINT.STATUS.eq(ACTIVE))
                .execute();
    }

    private void pause(DSLContext tx) {
        long version = SettingsVersion.next(tx, lease);
        tx.update(SINK)
                .set(SINK.STATUS, "paused")
                .set(SINK.STATUS_REASON, RetryPolicy.RETRIES_EXHAUSTED)
                .set(SINK.SETTINGS_VERSION, version)
                .where(SINK.ACCOUNT_ID.eq(lease.account().value()))
                .and(SINK.ID.eq(sink.value()))
                .and(SINK.STATUS.eq(ACTIVE))
                .execute();
    }

    private static Field<Instant> now() {
        return DSL.field("now()", HTTP_ENDPOINT.STATUS_SINCE.getDataType());
    }
}
