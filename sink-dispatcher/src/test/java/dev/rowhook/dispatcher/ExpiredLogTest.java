package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CONDITION;
import static dev.rowhook.store.jooq.Tables.SINK_SKIP;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LeaseLostException;
import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.changelog.SinkCursors;
import dev.rowhook.changelog.SinkSkips;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.SinkSkipRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// What the log gives up because it is full: where the sinks that need it go on, what they get, and
/// what is on record.
class ExpiredLogTest {
    private static final int NUMBER = 1;

    private final DispatchHarness harness = new DispatchHarness();
    private final ChangeLog log = harness.storeLog();
    private final SinkId sink = harness.addSink();
    private final AtomicInteger moved = new AtomicInteger();

    ExpiredLogTest() throws IOException {
        harness.acknowledgeLog(false);
        account("expire", 1);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void aRunningWorkerGoesOnBehindItAndWhatItWasNotSentIsNamed() throws InterruptedException {
        harness.edit(sink, Map.of(SINK.GROUP_BY, "sink", SINK.MAX_ATTEMPTS, 1_000));
        harness.receiver.fails(seq -> seq == 1);
        store(5);
        await(() -> harness.pendingRows(sink) == 5);
        store(20);
        giveUp(10);
        awaitMark(10);
        assertThat(harness.pendingRows(sink)).isEqualTo(5);
        assertThat(skipped()).isEqualTo(range(6, 10));
        harness.receiver.fails(_ -> false);
        awaitMark(25);

        await(() -> harness.pendingRows(sink) == 0);
        List<Long> received = harness.receiver.seqs(sink);
        assertThat(received.stream().distinct())
                .containsExactlyElementsOf(
                        Stream.of(range(1, 5), range(11, 25)).flatMap(List::stream).toList());
        assertThat(received.stream().filter(seq -> seq > 1)).doesNotHaveDuplicates();
        assertThat(skipped()).isEqualTo(range(6, 10));
        assertThat(moved).hasValue(1);
        assertThat(log.free(Long.MAX_VALUE)).as("nobody needs it").isPositive();
    }

    @Test
    void theRangeIsNamedWithItsPlacesAndItsSize() throws InterruptedException {
        harness.pause(sink);
        store(25);
        giveUp(10);

        SinkSkipRecord skip = skips().getFirst();
        assertThat(skip.getCause()).isEqualTo("log_full");
        assertThat(skip.getFromSeq()).isEqualTo(1);
        assertThat(skip.getUntilSeq()).isEqualTo(10);
        assertThat(skip.getFromLsn()).isEqualTo(1);
        assertThat(skip.getUntilLsn()).isEqualTo(6);
        assertThat(skip.getFromTime()).isBefore(skip.getUntilTime());
        assertThat(skip.getEndedAt()).isNotNull();
        assertThat(SinkSkips.most(skip)).hasValue(10L);
        assertThat(told()).containsExactly("log_expired");
    }

    @Test
    void whatIsInFlightEndsFirstAndIsNotSentAgain() throws InterruptedException {
        harness.receiver.hold(sink);
        store(25);
        harness.awaitReceived(sink, 25);
        giveUp(10);
        assertThat(harness.cursor(sink).mark()).isZero();
        harness.receiver.release(sink);
        awaitMoved(1);
        awaitMark(25);

        assertThat(harness.receiver.seqs(sink)).doesNotHaveDuplicates().hasSize(25);
        assertThat(skips()).isEmpty();
        assertThat(told()).isEmpty();
    }

    @Test
    void whatIsDoneOrHasARowOfItsOwnStays() throws InterruptedException {
        harness.edit(sink, Map.of(SINK.MAX_ATTEMPTS, 1));
        harness.receiver.fails(seq -> seq == 7 || seq == 13);
        store(25);
        await(() -> harness.dead(sink).size() == 2);
        awaitMark(25);
        harness.pause(sink);
        harness.receiver.fails(_ -> false);
        int before = harness.receiver.seqs(sink).size();
        // As after a crash before a newer cursor was written.
        save(harness.lease, new SinkCursor(sink, 2, new long[] {5, 9, 12, 14}, 6));
        giveUp(10);

        assertThat(skipped()).containsExactly(3L, 4L, 6L, 8L, 10L);
        assertThat(SinkSkips.most(skips().getFirst())).hasValue(5L);
        assertThat(harness.cursor(sink).doneBeyond()).containsExactly(12, 14);
        harness.resume(sink);
        awaitMark(25);
        assertThat(harness.dead(sink)).containsOnlyKeys(7L, 13L);
        List<Long> again = harness.receiver.seqs(sink);
        assertThat(again.subList(before, again.size()))
                .containsExactlyInAnyOrder(
                        11L, 15L, 16L, 17L, 18L, 19L, 20L, 21L, 22L, 23L, 24L, 25L);
    }

    @Test
    void oneSegmentAfterTheOtherIsOneRange() throws InterruptedException {
        harness.pause(sink);
        store(35);
        giveUp(10);
        save(harness.lease, new SinkCursor(sink, 10, new long[] {12, 33}, 0));
        giveUp(20);
        assertThat(skips()).hasSize(1);
        assertThat(skipped())
                .isEqualTo(LongStream.rangeClosed(1, 20).filter(seq -> seq != 12).boxed().toList());

        save(harness.lease, new SinkCursor(sink, 25, new long[] {33}, 0));
        giveUp(30);
        assertThat(skips()).extracting(SinkSkipRecord::getFromSeq).containsExactly(1L, 26L);
        assertThat(skipped(21, 35)).isEqualTo(range(26, 30));
        assertThat(harness.cursor(sink).doneBeyond()).containsExactly(33);
    }

    @Test
    void onlyWhoNeedsItIsMoved() throws InterruptedException {
        store(10);
        awaitMark(10);
        SinkId behind = harness.addSink();
        harness.pause(behind);
        store(15);
        await(() -> harness.cursor(sink).mark() == 25);
        giveUp(20);

        assertThat(moved).hasValue(1);
        assertThat(harness.cursor(behind).mark()).isEqualTo(20);
        assertThat(skips()).isEmpty();
        assertThat(harness.receiver.seqs(sink)).doesNotHaveDuplicates();
    }

    @Test
    void whereThereIsRoomByNowNobodyIsMoved() throws InterruptedException {
        harness.pause(sink);
        store(25);
        account("expire", 1L << 40);
        giveUp(10);
        account("hold_source", 1);
        giveUp(10);

        assertThat(moved).hasValue(2);
        assertThat(harness.cursor(sink).mark()).isZero();
        assertThat(skips()).isEmpty();
    }

    @Test
    void aReplayFromBeforeItIsRefusedAndOneFromWithinTheLogForgets() throws InterruptedException {
        harness.pause(sink);
        store(25);
        giveUp(10);
        save(harness.lease, new SinkCursor(sink, 15, new long[0], 0));
        giveUp(20);
        assertThat(log.free(1)).isEqualTo(1);
        harness.replay(sink, 5, false);
        harness.dispatch.apply();
        assertThat(harness.replays(sink).getFirst().getRefused()).isEqualTo("replay_too_early");

        harness.replay(sink, 18, false);
        harness.dispatch.apply();
        assertThat(harness.cursor(sink).mark()).isEqualTo(17);
        assertThat(skipped())
                .isEqualTo(with(16L, with(17L, range(1, 10))).stream().sorted().toList());
    }

    @Test
    void whoLostTheLeaseMovesNobody() throws InterruptedException {
        harness.pause(sink);
        store(25);
        Lease lost = harness.lease;
        harness.moveLease();

        assertThatThrownBy(() -> log.expiry().move(sink, 10))
                .isInstanceOf(LeaseLostException.class);
        assertThat(lost.epoch()).isLessThan(harness.lease.epoch());
        assertThat(harness.cursor(sink).mark()).isZero();
        assertThat(skips()).isEmpty();
        assertThat(told()).isEmpty();
    }

    @Test
    void whatFailsInBetweenIsDoneAsAWholeLater() throws InterruptedException {
        harness.pause(sink);
        store(25);
        harness.execute(
                "create function rowhook.fail() returns trigger language plpgsql as"
                        + " $$ begin raise exception 'no'; end $$");
        harness.execute(
                "create trigger fail before insert on rowhook.sink_condition for each row execute"
                        + " function rowhook.fail()");
        try {
            giveUp(10);
            assertThat(harness.dispatch.isBehind()).isTrue();
            assertThat(harness.cursor(sink).mark()).isZero();
            assertThat(skips()).isEmpty();
        } finally {
            harness.execute("drop trigger fail on rowhook.sink_condition");
            harness.execute("drop function rowhook.fail()");
        }
        harness.dispatch.apply();
        assertThat(harness.cursor(sink).mark()).isEqualTo(10);
        assertThat(skipped()).isEqualTo(range(1, 10));
    }

    /// In transactions of five, each in a group of its own.
    private void store(int changes) {
        for (int i = 0; i < changes; i += 5) {
            harness.store(5, 1_000, NUMBER, 2);
        }
        log.measure();
    }

    private void giveUp(long seq) throws InterruptedException {
        int before = moved.get();
        harness.dispatch.giveUp(seq, moved::incrementAndGet);
        if (harness.status(sink).equals("paused") && !harness.dispatch.isBehind()) {
            awaitMoved(before + 1);
        }
    }

    private void awaitMoved(int times) throws InterruptedException {
        await(() -> moved.get() == times);
    }

    private void awaitMark(long seq) throws InterruptedException {
        await(() -> harness.cursor(sink).mark() == seq);
    }

    private void account(String onLogFull, long limit) {
        WorkerHarness.POSTGRES
                .superuser()
                .update(ACCOUNT)
                .set(ACCOUNT.ON_LOG_FULL, onLogFull)
                .set(ACCOUNT.MAX_LOG_BYTES, limit)
                .where(ACCOUNT.ACCOUNT_ID.eq(harness.account.value()))
                .execute();
    }

    private static void save(Lease lease, SinkCursor cursor) {
        new SinkCursors(DispatchHarness.WORKER).save(lease, List.of(cursor));
    }

    private List<SinkSkipRecord> skips() {
        return DispatchHarness.WORKER
                .selectFrom(SINK_SKIP)
                .where(SINK_SKIP.SINK_ID.eq(sink.value()))
                .orderBy(SINK_SKIP.FROM_SEQ)
                .fetch();
    }

    private List<Long> skipped() {
        return skipped(1, 35);
    }

    private List<Long> skipped(long from, long until) {
        return LongStream.rangeClosed(from, until)
                .filter(seq ->
                        SinkSkips.isSkipped(DispatchHarness.WORKER, harness.account, sink, seq))
                .boxed()
                .toList();
    }

    private List<String> told() {
        return DispatchHarness.WORKER
                .select(SINK_CONDITION.CODE)
                .from(SINK_CONDITION)
                .where(SINK_CONDITION.SINK_ID.eq(sink.value()))
                .fetch(SINK_CONDITION.CODE);
    }

    private static List<Long> range(long from, long until) {
        return LongStream.rangeClosed(from, until).boxed().toList();
    }

    private static List<Long> with(long first, List<Long> others) {
        return LongStream.concat(LongStream.of(first), others.stream().mapToLong(Long::longValue))
                .boxed()
                .toList();
    }
}
