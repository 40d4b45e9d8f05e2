package dev.rowhook.changelog;

import static dev.rowhook.changelog.LogFixture.OTHER_SINK;
import static dev.rowhook.changelog.LogFixture.SINK;
import static dev.rowhook.changelog.LogFixture.readAll;
import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.LOG_SEGMENT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.changelog.ChangeLog.Settings;
import dev.rowhook.core.Lsn;
import dev.rowhook.core.SinkId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

class ChangeLogTest {
    private static final Settings SMALL_SEGMENTS =
            new Settings(10, 1 << 20, Duration.ofHours(1), 1 << 20);
    private static final Settings NO_MEMORY = new Settings(10, 1 << 20, Duration.ofHours(1), 0);

    private final LogFixture fixture = new LogFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void memoryAndSegmentsHoldTheSame() throws Exception {
        ChangeLog fromMemory = fixture.open(SMALL_SEGMENTS);
        ChangeLogWriter writer = fromMemory.newWriter();
        for (int transaction = 0; transaction < 8; transaction++) {
            fixture.append(writer, 4, SINK, OTHER_SINK);
            fixture.append(writer, 1, OTHER_SINK);
        }
        ChangeLog fromSegments = fixture.open(NO_MEMORY);

        List<LoggedChange> inMemory = readAll(fromMemory, SINK, 0);
        List<LoggedChange> inSegments = readAll(fromSegments, SINK, 0);

        assertThat(inSegments).usingRecursiveComparison().isEqualTo(inMemory);
        assertThat(inMemory).hasSize(32);
        assertThat(readAll(fromSegments, OTHER_SINK, 0))
                .extracting(LoggedChange::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
    }

    @Test
    void memoryAndSegmentsSayWhatIsNotDecided() throws Exception {
        ChangeLog fromMemory = fixture.open(SMALL_SEGMENTS);
        ChangeLogWriter writer = fromMemory.newWriter();
        fixture.append(writer, 1, SINK, OTHER_SINK);
        fixture.append(writer, 2, OTHER_SINK, SinkTag.open(SINK));
        fixture.append(writer, 1, SinkTag.open(OTHER_SINK));

        for (ChangeLog log : List.of(fromMemory, fixture.open(NO_MEMORY))) {
            assertThat(open(log, SINK)).containsExactlyInAnyOrder(2L, 3L);
            assertThat(open(log, OTHER_SINK)).containsExactly(4L);
            assertThat(readAll(log, SINK, 0))
                    .extracting(LoggedChange::settingsVersion)
                    .containsExactly(1L, 1L, 1L);
        }
    }

    private static Set<Long> open(ChangeLog log, int sink) throws InterruptedException {
        Set<Long> open = new HashSet<>();
        long at = 0;
        while (at < log.end()) {
            LogPage page = log.sinkLog(sink).next(at, 100);
            open.addAll(page.open());
            at = page.lastSeq();
        }
        return open;
    }

    @Test
    void aReaderWaitsForTheNextAppend() throws Exception {
        ChangeLog log = fixture.open(SMALL_SEGMENTS);
        ChangeLogWriter writer = log.newWriter();
        CompletableFuture<LogPage> next =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return log.sinkLog(SINK).next(0, 10);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });

        fixture.append(writer, 2, SINK);

        assertThat(next.get(10, TimeUnit.SECONDS).lastSeq()).isEqualTo(2);
    }

    @Test
    void nothingIsAppendedOnceTheLeaseWasTaken() {
        ChangeLog log = fixture.open(SMALL_SEGMENTS);
        ChangeLogWriter writer = log.newWriter();
        fixture.append(writer, 1, SINK);
        Lease other =
                fixture.leases("node-a").take(fixture.account, fixture.database).orElseThrow();

        assertThatThrownBy(() -> fixture.append(writer, 1, SINK))
                .isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> writer.moveTo(writer.position()))
                .isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(log::reclaim).isInstanceOf(LeaseLostException.class);

        assertThat(new LogPositions(fixture.worker).read(other).nextSeq()).isEqualTo(2);
        assertThat(rowsInSegments()).isEqualTo(1);
    }

    @Test
    void nothingIsAppendedToAStoreThatWasSetBack() {
        ChangeLogWriter writer = fixture.open(SMALL_SEGMENTS).newWriter();
        fixture.append(writer, 1, SINK);
        LogPosition earlier = writer.position();
        fixture.append(writer, 2, SINK);
        fixture.worker
                .update(LOG_POSITION)
                .set(LOG_POSITION.COMMIT_LSN, earlier.commitLsn().value())
                .set(LOG_POSITION.CHANGE_COUNT, earlier.changeCount())
                .set(LOG_POSITION.CHANGE_LSN, earlier.changeLsn().value())
                .set(LOG_POSITION.END_LSN, earlier.endLsn().value())
                .set(LOG_POSITION.NEXT_SEQ, earlier.nextSeq())
                .execute();

        assertThatThrownBy(() -> fixture.append(writer, 1, SINK))
                .isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> writer.moveTo(writer.position()))
                .isInstanceOf(LeaseLostException.class);

        assertThat(new LogPositions(fixture.worker).read(fixture.lease)).isEqualTo(earlier);
    }

    @Test
    void theNextWriterGoesOnAfterAnAppendOfUnknownOutcome() throws Exception {
        ChangeLog log = fixture.open(SMALL_SEGMENTS);
        log.newWriter();
        // The append of somebody who never learnt that it committed.
        fixture.append(fixture.open(SMALL_SEGMENTS).newWriter(), 3, SINK);
        assertThat(log.end()).isZero();

        ChangeLogWriter next = log.newWriter();
        fixture.append(next, 2, SINK);

        assertThat(next.position().commitLsn()).isEqualTo(new Lsn(2));
        assertThat(readAll(log, SINK, 0))
                .extracting(LoggedChange::seq)
                .containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aSegmentGoesWhenNoSinkNeedsItAndNotBefore() {
        ChangeLog log = fixture.open(SMALL_SEGMENTS);
        ChangeLogWriter writer = log.newWriter();
        SinkId slow = SinkId.create();
        SinkId fast = SinkId.create();
        fixture.acknowledge(2, 0, slow, fast);
        for (int segment = 0; segment < 4; segment++) {
            fixture.append(writer, 10, SINK);
        }
        SinkCursors cursors = new SinkCursors(fixture.worker);
        cursors.save(fixture.lease, List.of(cursor(fast, 40), cursor(slow, 19)));

        assertThat(log.reclaim()).as("the slow sink still needs 20").isEqualTo(1);
        cursors.save(fixture.lease, List.of(cursor(slow, 20)));
        assertThat(log.reclaim()).isEqualTo(1);
        cursors.save(fixture.lease, List.of(cursor(slow, 40)));
        assertThat(log.reclaim()).as("the last one is still written to").isEqualTo(1);
        assertThat(rowsInSegments()).isEqualTo(10);
    }

    private static SinkCursor cursor(SinkId sink, long mark) {
        return new SinkCursor(sink, mark, new long[0], 0);
    }

    private long rowsInSegments() {
        return fixture
                .worker
                .selectFrom(LOG_SEGMENT)
                .fetch(row ->
                        new Segment(row.getNumber(), 1, row.getFirstSeq(), 0)
                                .table(fixture.database))
                .stream()
                .mapToLong(table ->
                        fixture.worker
                                .fetchSingle("select count(*) from " + table)
                                .get(0, Long.class))
                .sum();
    }
}
