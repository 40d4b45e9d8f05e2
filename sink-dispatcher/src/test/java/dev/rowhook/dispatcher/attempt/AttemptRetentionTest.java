package dev.rowhook.dispatcher.attempt;

import static dev.rowhook.dispatcher.attempt.Sinks.WORKER;
import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;
import static dev.rowhook.store.jooq.Tables.SINK_HOUR;
import static dev.rowhook.store.jooq.Tables.SINK_MINUTE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

class AttemptRetentionTest {
    private static final Instant NOW = Attempts.NOON.plus(Duration.ofDays(100));
    private static final int BATCH = 7;

    private final AccountId account = Sinks.accountWithKeys();
    private final AttemptRetention retention =
            new AttemptRetention(WORKER, Clock.fixed(NOW, ZoneOffset.UTC), BATCH);

    @Test
    void attemptsGoWhenTheirOwnSinkKeepsThemNoLonger() throws InterruptedException {
        SinkId shortly = Sinks.saved(account, "shortly", Duration.ofHours(1));
        SinkId longer = Sinks.saved(account, "long", Duration.ofDays(2));
        write(shortly, Duration.ofHours(2), 20);
        write(shortly, Duration.ofMinutes(30), 3);
        write(longer, Duration.ofHours(2), 20);
        write(longer, Duration.ofDays(3), 5);

        assertThat(retention.run()).isEqualTo(25);
        assertThat(attempts(shortly)).isEqualTo(3);
        assertThat(attempts(longer)).isEqualTo(20);
        assertThat(retention.run()).isZero();
    }

    @Test
    void countsGoAfterNinetyDays() throws InterruptedException {
        SinkId sink = Sinks.saved(account, "counted", Duration.ofHours(1));
        SinkCounts counts = new SinkCounts();
        for (int minute = 0; minute < 30; minute++) {
            counts.count(NOW.minus(Duration.ofDays(90)).minusSeconds(60L * minute - 660), "ok", 1);
        }
        SinkCounts.write(
                WORKER,
                account,
                List.of(
                        new SinkCounts.OfSink(
                                new SinkCursor(sink, 1, new long[0], 0), counts.take())));

        new CountRollup(WORKER, Clock.fixed(NOW, ZoneOffset.UTC)).run();
        assertThat(WORKER.fetchCount(SINK_HOUR, SINK_HOUR.SINK_ID.eq(sink.value()))).isEqualTo(2);

        retention.run();
        assertThat(WORKER.fetchCount(SINK_MINUTE, SINK_MINUTE.SINK_ID.eq(sink.value())))
                .isEqualTo(12);
        assertThat(WORKER.fetchCount(SINK_HOUR, SINK_HOUR.SINK_ID.eq(sink.value()))).isEqualTo(1);
    }

    @Test
    void oneNodeLeavesItToAnotherThatIsAtIt() {
        SinkId sink = Sinks.saved(account, "busy", Duration.ofHours(1));
        write(sink, Duration.ofHours(2), 3);
        WORKER.transaction(tx -> {
            tx.dsl().fetch("select pg_advisory_xact_lock(?)", 0x726f_7768_6b61_7474L);
            assertThat(retention.run()).isZero();
        });
        assertThat(attempts(sink)).isEqualTo(3);
    }

    private void write(SinkId sink, Duration age, int count) {
        for (int i = 0; i < count; i++) {
            var row =
                    new AttemptRecords(WORKER, Sinks.KEYS, account)
                            .write(new KeptAttempt(sink, Attempts.failed(1), true));
            row.setAt(NOW.minus(age));
            new AttemptRows(WORKER, Sinks.lease(account)).write(List.of(row));
        }
    }

    private static int attempts(SinkId sink) {
        return WORKER.fetchCount(DELIVERY_ATTEMPT, DELIVERY_ATTEMPT.SINK_ID.eq(sink.value()));
    }
}
