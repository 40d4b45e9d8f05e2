package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_DISCARD;
import static dev.rowhook.store.jooq.Tables.SINK_SKIP;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.SinkSkips;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.SinkSkipRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

/// A sink that is disabled: what becomes of what it has not sent, and where it goes on.
class DisabledSinkTest {
    private static final int NUMBER = 1;

    private final DispatchHarness harness = new DispatchHarness();
    private final SinkId sink;

    DisabledSinkTest() throws IOException {
        harness.storeLog();
        sink = harness.addSink();
        harness.acknowledgeLog(false);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void itGoesOnWithWhatComesWhenItIsEnabledAgain() throws InterruptedException {
        harness.store(5, 5, NUMBER);
        harness.awaitReceived(sink, 5);
        harness.disable(sink);
        harness.store(5, 5, NUMBER);
        harness.enable(sink);
        harness.acknowledgeLog(false);
        harness.dispatch.apply();
        harness.store(5, 5, NUMBER);
        awaitMark(15);

        assertThat(harness.receiver.seqs(sink))
                .containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 11L, 12L, 13L, 14L, 15L);
        assertThat(skipped(1, 15)).containsExactly(6L, 7L, 8L, 9L, 10L);
        SinkSkipRecord skip = skips().getFirst();
        assertThat(skip.getUntilSeq()).isEqualTo(10);
        assertThat(skip.getEndedAt()).isAfter(skip.getBeganAt());
    }

    @Test
    void itSendsNothingBeforeTheReaderHasTakenItToThePresent() throws InterruptedException {
        harness.disable(sink);
        harness.store(5, 5, NUMBER);
        long enabled = harness.enable(sink);
        harness.dispatch.apply();

        assertThat(harness.applied(sink)).isLessThan(enabled);
        harness.acknowledgeLog(false);
        harness.dispatch.apply();
        harness.awaitApplied(sink, enabled);
        harness.store(1, 1, NUMBER);
        harness.awaitReceived(sink, 1);
        assertThat(harness.receiver.seqs(sink)).containsExactly(6L);
    }

    @Test
    void whatWasPendingIsOnRecordAndDeadLettersStay() throws InterruptedException {
        harness.edit(sink, Map.of(SINK.MAX_ATTEMPTS, 1));
        harness.receiver.fails(_ -> true);
        harness.store(2, 1, NUMBER);
        await(() -> harness.dead(sink).keySet().equals(Set.of(1L)));
        await(() -> harness.pendingRows(sink) == 2);
        harness.disable(sink);

        assertThat(harness.dead(sink)).containsOnlyKeys(1L);
        assertThat(harness.pendingRows(sink)).isEqualTo(1);
        assertThat(discarded()).containsExactly(Map.entry(2L, "sink_disabled"));
    }

    @Test
    void aRequestInFlightEndsAndWhatItBroughtIsNotSkipped() throws InterruptedException {
        harness.receiver.hold(sink);
        harness.store(3, 3, NUMBER);
        harness.awaitReceived(sink, 3);
        long disabled = harness.save(sink, Map.of(SINK.STATUS, "disabled"));
        harness.dispatch.apply();
        assertThat(harness.applied(sink)).isLessThan(disabled);

        harness.receiver.release(sink);
        harness.awaitApplied(sink, disabled);
        assertThat(harness.cursor(sink).mark()).isEqualTo(3);
        assertThat(skipped(1, 3)).isEmpty();
    }

    @Test
    void enabledBeforeThatWasCarriedOutItGoesOnWhereItWas() throws InterruptedException {
        AtomicBoolean broken = new AtomicBoolean(true);
        harness.receiver.fails(_ -> broken.get());
        harness.store(3, 1, NUMBER);
        await(() -> harness.pendingRows(sink) == 3);
        harness.save(sink, Map.of(SINK.STATUS, "disabled"));
        long enabled = harness.enable(sink);
        broken.set(false);
        harness.dispatch.apply();
        harness.awaitApplied(sink, enabled);

        awaitMark(3);
        await(() -> harness.pendingRows(sink) == 0);
        assertThat(harness.cursor(sink).delivered()).isEqualTo(3);
        assertThat(skips()).isEmpty();
    }

    @Test
    void whatTheReaderReadBeforeTheSinkWasOffDoesNotTurnItOn() throws InterruptedException {
        harness.disable(sink);
        harness.store(5, 5, NUMBER);
        harness.acknowledgeLog(false);
        harness.dispatch.apply();

        assertThat(isOff()).isTrue();
        assertThat(skips()).hasSize(1);
    }

    @Test
    void whereNothingWasSkippedNothingStaysOnRecord() throws InterruptedException {
        harness.store(2, 2, NUMBER);
        awaitMark(2);
        for (int i = 0; i < 2; i++) {
            harness.disable(sink);
            harness.enable(sink);
            harness.acknowledgeLog(false);
            harness.dispatch.apply();
        }
        harness.store(1, 1, NUMBER);
        awaitMark(3);
        assertThat(skips()).isEmpty();
    }

    @Test
    void aReplayForgetsWhatItSendsAgain() throws InterruptedException {
        harness.acknowledgeLog(true);
        harness.disable(sink);
        harness.store(5, 5, NUMBER);
        harness.enable(sink);
        harness.acknowledgeLog(true);
        harness.dispatch.apply();
        harness.store(1, 1, NUMBER);
        harness.awaitReceived(sink, 1);
        harness.replay(sink, 3, false);
        harness.dispatch.apply();

        awaitMark(6);
        await(() -> harness.receiver.seqs(sink).contains(3L));
        assertThat(skipped(1, 6)).containsExactly(1L, 2L);
    }

    @Test
    void anotherOwnerFindsItOff() throws InterruptedException {
        harness.store(2, 2, NUMBER);
        harness.awaitReceived(sink, 2);
        harness.disable(sink);
        harness.store(2, 2, NUMBER);
        harness.moveLease();

        assertThat(isOff()).isTrue();
        assertThat(harness.receiver.seqs(sink)).hasSize(2);
        assertThat(skips()).hasSize(1);
    }

    private void awaitMark(long seq) throws InterruptedException {
        await(() -> harness.cursor(sink).mark() == seq);
    }

    private List<SinkSkipRecord> skips() {
        return DispatchHarness.WORKER
                .selectFrom(SINK_SKIP)
                .where(SINK_SKIP.SINK_ID.eq(sink.value()))
                .orderBy(SINK_SKIP.FROM_SEQ)
                .fetch();
    }

    private List<Long> skipped(long from, long until) {
        return LongStream.rangeClosed(from, until)
                .filter(seq ->
                        SinkSkips.isSkipped(DispatchHarness.WORKER, harness.account, sink, seq))
                .boxed()
                .toList();
    }

    private Map<Long, String> discarded() {
        return DispatchHarness.WORKER
                .selectFrom(SINK_DISCARD)
                .where(SINK_DISCARD.SINK_ID.eq(sink.value()))
                .fetchMap(SINK_DISCARD.SEQ, SINK_DISCARD.REASON);
    }

    private boolean isOff() {
        return DispatchHarness.WORKER
                .select(SINK_CURSOR.OFF)
                .from(SINK_CURSOR)
                .where(SINK_CURSOR.SINK_ID.eq(sink.value()))
                .fetchSingle()
                .value1();
    }
}
