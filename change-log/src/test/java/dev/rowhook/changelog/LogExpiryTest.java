package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Which log of an account gives way, and with what.
class LogExpiryTest {
    private static final ChangeLog.Settings SETTINGS =
            new ChangeLog.Settings(10, 1 << 20, Duration.ofHours(1), 0);

    private final LogFixture fixture = new LogFixture();
    private final ChangeLog first = fixture.open(SETTINGS);
    private final ChangeLog second = open(fixture.account);
    private final SinkId ofFirst = sinkOf(first);
    private final SinkId ofSecond = sinkOf(second);

    @AfterEach
    void drop() {
        fixture.close();
    }

    @Test
    void theLogWhoseSegmentWasClosedFirstGivesWayWithThatOne() {
        append(first, 10);
        append(second, 10);
        assertThat(first.expiry().next()).as("it is open").isEmpty();
        second.closeSegment();
        first.closeSegment();
        closedBefore(second, Duration.ofSeconds(10));

        assertThat(first.expiry().next()).isEmpty();
        assertThat(second.expiry().next()).hasValue(10);
        moveTo(ofSecond, 10);
        assertThat(second.free(1)).isEqualTo(1);
        assertThat(first.expiry().next()).hasValue(10);
        assertThat(second.expiry().next()).isEmpty();
    }

    @Test
    void whatNobodyNeedsGoesFirst() {
        append(first, 30);
        append(second, 20);
        closedBefore(first, Duration.ofSeconds(10));
        assertThat(first.expiry().next()).hasValue(10);
        moveTo(ofSecond, 10);

        assertThat(first.expiry().next()).isEmpty();
        assertThat(second.expiry().next()).isEmpty();
        assertThat(second.free(Long.MAX_VALUE)).isEqualTo(1);
        assertThat(first.expiry().next()).hasValue(10);
    }

    @Test
    void aLogThatNobodyLooksAfterIsNotWaitedFor() {
        append(first, 20);
        append(second, 20);
        closedBefore(second, Duration.ofSeconds(10));
        assertThat(first.expiry().next()).isEmpty();
        fixture.worker
                .update(LOG_POSITION)
                .setNull(LOG_POSITION.LEASE_UNTIL)
                .where(LOG_POSITION.DATABASE_ID.eq(second.lease().database().value()))
                .execute();

        assertThat(first.expiry().next()).hasValue(10);
    }

    @Test
    void theLogsOfOtherAccountsAreNotLookedAt() {
        ChangeLog foreign = open(new AccountId(fixture.postgres.createAccount()));
        sinkOf(foreign);
        append(foreign, 20);
        append(first, 20);
        closedBefore(foreign, Duration.ofSeconds(10));

        assertThat(first.expiry().next()).hasValue(10);
    }

    @Test
    void aSinkThatIsOffNeedsNothing() {
        append(first, 20);
        assertThat(first.expiry().behind(10)).containsExactly(ofFirst);
        fixture.worker
                .update(SINK_CURSOR)
                .set(SINK_CURSOR.OFF, true)
                .where(SINK_CURSOR.SINK_ID.eq(ofFirst.value()))
                .execute();

        assertThat(first.expiry().behind(10)).isEmpty();
        assertThat(first.expiry().next()).isEmpty();
    }

    private ChangeLog open(AccountId account) {
        Lease lease = fixture.leases("node-a").take(account, DatabaseId.create()).orElseThrow();
        return ChangeLog.open(fixture.worker, lease, SETTINGS);
    }

    private SinkId sinkOf(ChangeLog log) {
        SinkId sink = SinkId.create();
        new LogPositions(fixture.worker)
                .acknowledge(
                        log.lease(),
                        new LogSettings(
                                1, List.of(LogFixture.sink(sink, 1, new LogPlace.End())), Set.of()),
                        0);
        return sink;
    }

    private void append(ChangeLog log, int changes) {
        ChangeLogWriter writer = log.newWriter();
        for (int i = 0; i < changes; i += 10) {
            fixture.append(writer, 10, LogFixture.SINK);
        }
    }

    private void closedBefore(ChangeLog log, Duration before) {
        fixture.worker.execute(
                "update rowhook.log_segment set closed_at = closed_at - ? * interval '1 second'"
                        + " where database_id = ?",
                before.toSeconds(),
                log.lease().database().value());
    }

    private void moveTo(SinkId sink, long mark) {
        fixture.worker
                .update(SINK_CURSOR)
                .set(SINK_CURSOR.MARK, mark)
                .where(SINK_CURSOR.SINK_ID.eq(sink.value()))
                .execute();
    }
}
