package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.LOG_SEGMENT;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

class LogDiskTest {
    private static final ChangeLog.Settings SETTINGS =
            new ChangeLog.Settings(10, 1 << 20, Duration.ofHours(1), 0);

    private final LogFixture fixture = new LogFixture();
    private final ChangeLog log = fixture.open(SETTINGS);
    private ChangeLogWriter writer = log.newWriter();

    @AfterEach
    void drop() {
        fixture.close();
    }

    @Test
    void theLogsOfAnAccountAreMeasuredAsPostgresDoes() {
        ChangeLog second = open(fixture.account);
        ChangeLog foreign = open(new AccountId(fixture.postgres.createAccount()));
        assertThat(log.measure().used()).isZero();
        append(writer, 30);
        append(second.newWriter(), 20);
        append(foreign.newWriter(), 10);
        foreign.measure();
        long own = log.measure().used();
        long both = second.measure().used();

        assertThat(own).isPositive();
        assertThat(both).isGreaterThan(own).isEqualTo(log.measure().used());
        assertThat(both + foreign.measure().used())
                .isEqualTo(
                        fixture.postgres
                                .superuser()
                                .fetchSingle(
                                        """
                                        select sum(pg_total_relation_size(oid))::bigint from pg_class
                                        where relnamespace = 'rowhook_log'::regnamespace and relkind = 'r'
                                        """)
                                .get(0, Long.class));
    }

    @Test
    void aLimitIsMetToTheByte() {
        append(writer, 30);
        long used = log.measure().used();
        limit(used + 1);
        assertThat(log.measure().takes(100)).isFalse();
        limit(used);
        assertThat(log.measure().takes(100)).isTrue();

        LogDisk disk = new LogDisk(91, 100, false);
        assertThat(disk.takes(91)).isTrue();
        assertThat(disk.takes(92)).isFalse();
        assertThat(disk.beyond(90)).isEqualTo(2);
        assertThat(disk.beyond(92)).isZero();
        assertThat(new LogDisk(Long.MAX_VALUE, Long.MAX_VALUE, false).takes(100)).isTrue();
    }

    @Test
    void roomIsMadeOfTheOldestThatNoSinkNeedsHoweverLongItWasToBeKept() {
        fixture.retain(Duration.ofDays(90));
        SinkId sink = SinkId.create();
        fixture.acknowledge(1, 0, sink);
        append(writer, 50);
        assertThat(log.free(Long.MAX_VALUE)).isZero();

        moveTo(sink, 35);
        assertThat(log.reclaim()).isZero();
        assertThat(log.free(1)).isEqualTo(1);
        assertThat(firstSeq()).isEqualTo(11);
        assertThat(log.free(Long.MAX_VALUE)).isEqualTo(2);
        assertThat(firstSeq()).isEqualTo(31);
        moveTo(sink, 50);
        assertThat(log.free(Long.MAX_VALUE)).as("the last one is open").isEqualTo(1);
    }

    @Test
    void aClosedSegmentGoesAndTheNextAppendMakesAnother() throws Exception {
        SinkId sink = SinkId.create();
        fixture.acknowledge(1, 0, sink);
        append(writer, 20);
        log.closeSegment();
        log.closeSegment();
        assertThat(LogFixture.readAll(log, LogFixture.SINK, 0)).hasSize(20);
        writer = log.newWriter();
        append(writer, 10);
        assertThat(LogFixture.readAll(log, LogFixture.SINK, 0)).hasSize(30);

        log.closeSegment();
        moveTo(sink, 30);
        assertThat(log.free(Long.MAX_VALUE)).isEqualTo(3);
        assertThat(log.measure().used()).isZero();
        writer = log.newWriter();
        append(writer, 10);
        assertThat(LogFixture.readAll(log, LogFixture.SINK, 30))
                .extracting(LoggedChange::seq)
                .containsExactly(31L, 32L, 33L, 34L, 35L, 36L, 37L, 38L, 39L, 40L);
    }

    @Test
    void aWriterThatClosedItsSegmentAppendsToAnother() throws Exception {
        append(writer, 10);
        writer.closeSegment();
        assertThat(log.free(Long.MAX_VALUE)).isEqualTo(1);
        fixture.append(writer, 5, LogFixture.SINK);
        writer.closeSegment();
        fixture.append(writer, 5, LogFixture.SINK);

        assertThat(LogFixture.readAll(log, LogFixture.SINK, 10))
                .extracting(LoggedChange::seq)
                .containsExactly(11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L);
    }

    @Test
    void whoLostTheLeaseNeitherMeasuresNorMakesRoom() {
        append(writer, 20);
        fixture.leases("node-a").release(fixture.lease);
        assertThat(fixture.leases("node-b").take(fixture.account, fixture.database)).isPresent();

        assertThatThrownBy(log::measure).isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(log::closeSegment).isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> log.free(1)).isInstanceOf(LeaseLostException.class);
        assertThat(firstSeq()).isEqualTo(1);
    }

    private ChangeLog open(AccountId account) {
        Lease lease = fixture.leases("node-a").take(account, DatabaseId.create()).orElseThrow();
        return ChangeLog.open(fixture.worker, lease, SETTINGS);
    }

    private void append(ChangeLogWriter to, int changes) {
        for (int i = 0; i < changes; i += 10) {
            fixture.append(to, 10, LogFixture.SINK);
        }
    }

    private void limit(long bytes) {
        fixture.postgres.superuser().update(ACCOUNT).set(ACCOUNT.MAX_LOG_BYTES, bytes).execute();
    }

    private void moveTo(SinkId sink, long mark) {
        fixture.worker
                .update(SINK_CURSOR)
                .set(SINK_CURSOR.MARK, mark)
                .where(SINK_CURSOR.SINK_ID.eq(sink.value()))
                .execute();
    }

    private long firstSeq() {
        return fixture.worker
                .select(LOG_SEGMENT.FIRST_SEQ)
                .from(LOG_SEGMENT)
                .orderBy(LOG_SEGMENT.NUMBER)
                .limit(1)
                .fetchSingle()
                .value1();
    }
}
