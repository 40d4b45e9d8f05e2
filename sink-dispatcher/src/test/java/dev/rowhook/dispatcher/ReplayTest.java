package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.SinkReplayRecord;

import okhttp3.Headers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// A sink that is set back: what its endpoint gets, and what becomes of what was pending.
class ReplayTest {
    private static final int NUMBER = 1;

    private final DispatchHarness harness = new DispatchHarness();
    private final ChangeLog log = harness.storeLog();
    private final SinkId sink = harness.addSink();

    ReplayTest() throws IOException {
        harness.acknowledgeLog(false);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void everythingFromThePlaceOnIsSentAgainAndThenWhatIsNew() throws InterruptedException {
        harness.store(25, 5, NUMBER);
        harness.awaitReceived(sink, 25);
        harness.receiver.hold(sink);
        replay(15, false);
        harness.store(5, 5, NUMBER);
        harness.receiver.release(sink);
        harness.awaitReceived(sink, 41);
        awaitMark(30);

        List<Long> again = harness.receiver.seqs(sink).subList(25, 41);
        assertThat(again)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(15, 30).boxed().toList());
        for (int row = 0; row < 5; row++) {
            int of = row;
            assertThat(again.stream().filter(seq -> seq % 5 == of)).isSorted();
        }
        SinkReplayRecord done = harness.replays(sink).getFirst();
        assertThat(done.getRun()).isEqualTo(1);
        assertThat(done.getFromSeq()).isEqualTo(15);
        assertThat(done.getUntilSeq()).isEqualTo(25);
    }

    @Test
    void whatIsSentAgainSaysSoAndWhatFollowsDoesNot() throws InterruptedException {
        harness.store(3, 1, NUMBER);
        harness.awaitReceived(sink, 3);
        replay(2, false);
        harness.awaitReceived(sink, 5);
        harness.store(1, 1, NUMBER);
        harness.awaitReceived(sink, 6);

        List<Headers> headers = harness.receiver.headers(sink);
        assertThat(headers.stream().map(one -> one.get("rowhook-sequence")))
                .containsExactly("0-1", "0-2", "0-3", "1-2", "1-3", "1-4");
        assertThat(headers.stream().map(one -> String.valueOf(one.get("rowhook-replay"))))
                .containsExactly("null", "null", "null", "1", "1", "null");
        assertThat(headers.get(3).get("webhook-id")).isEqualTo(headers.get(1).get("webhook-id"));
        List<JsonNode> metadata = harness.receiver.metadata(sink);
        assertThat(metadata.get(3).at("/replay/run").asInt()).isEqualTo(1);
        assertThat(metadata.get(3).path("sequence").asString()).isEqualTo("1-2");
        assertThat(metadata.get(2).has("replay")).isFalse();
        assertThat(metadata.get(5).has("replay")).isFalse();
    }

    @Test
    void newIdsBearTheRunOfTheReplay() throws InterruptedException {
        harness.store(2, 1, NUMBER);
        harness.awaitReceived(sink, 2);
        replay(1, true);
        harness.awaitReceived(sink, 4);
        replay(2, true);
        harness.awaitReceived(sink, 5);
        harness.store(1, 1, NUMBER);
        harness.awaitReceived(sink, 6);

        List<String> ids =
                harness.receiver.headers(sink).stream()
                        .map(one -> String.valueOf(one.get("webhook-id")))
                        .map(id -> id.replaceFirst("msg_[0-9a-z]+_", ""))
                        .toList();
        assertThat(ids).containsExactly("1_1", "1_2", "1_1_r1", "1_2_r1", "1_2_r2", "1_3");
        assertThat(harness.receiver.metadata(sink).get(2).path("webhook_id").asString())
                .endsWith("_1_1_r1");
    }

    @Test
    void aBatchSaysSoIfAllOfItIsSentAgain() throws InterruptedException {
        harness.edit(sink, Map.of(SINK.BATCH, true, SINK.BATCH_SIZE, 10));
        harness.store(4, 1, NUMBER);
        harness.awaitReceived(sink, 4);
        harness.pause(sink);
        replay(1, false);
        harness.store(2, 1, NUMBER);
        harness.resume(sink);
        harness.awaitReceived(sink, 10);

        int requests = harness.receiver.requests(sink).size();
        for (int i = 0; i < requests; i++) {
            List<Long> seqs = harness.receiver.requests(sink).get(i);
            boolean again = i > 0 && seqs.stream().allMatch(seq -> seq <= 4);
            String expected = again && isAfterReplay(i) ? "1" : "null";
            assertThat(String.valueOf(harness.receiver.headers(sink).get(i).get("rowhook-replay")))
                    .as("request %d of %s", i, seqs)
                    .isEqualTo(expected);
        }
        assertThat(
                        harness.receiver.metadata(sink).stream()
                                .skip(4)
                                .map(one -> one.at("/replay/run").asInt(0)))
                .containsExactly(1, 1, 1, 1, 0, 0);
    }

    /// Whether four messages had come before this request.
    private boolean isAfterReplay(int request) {
        return harness.receiver.requests(sink).subList(0, request).stream()
                        .mapToInt(List::size)
                        .sum()
                >= 4;
    }

    @Test
    void whatIsParkedOrDeadGoesFromThePlaceOnAndStaysBeforeIt() throws InterruptedException {
        harness.edit(sink, Map.of(SINK.MAX_ATTEMPTS, 1));
        harness.receiver.fails(seq -> seq == 1 || seq == 5);
        harness.store(8, 3, NUMBER);
        await(() -> harness.dead(sink).size() == 2 && harness.pendingRows(sink) == 5);
        harness.receiver.fails(_ -> false);
        replay(3, false);
        await(() -> harness.receiver.seqs(sink).stream().filter(seq -> seq == 8).count() == 1);
        awaitMark(8);

        assertThat(harness.dead(sink)).containsOnlyKeys(1L);
        assertThat(harness.pendingRows(sink)).as("4 and 7 wait for it again").isEqualTo(3);
        assertThat(harness.receiver.seqs(sink))
                .containsSubsequence(List.of(5L, 5L, 8L))
                .doesNotContain(4L, 7L);
    }

    @Test
    void aPausedSinkIsSetBackAndSendsNothing() throws InterruptedException {
        harness.store(5, 5, NUMBER);
        harness.awaitReceived(sink, 5);
        harness.pause(sink);
        replay(2, false);

        SinkCursor cursor = harness.cursor(sink);
        assertThat(cursor.mark()).isEqualTo(1);
        assertThat(cursor.doneBeyond()).isEmpty();
        assertThat(harness.receiver.seqs(sink)).hasSize(5);
        harness.resume(sink);
        harness.awaitReceived(sink, 9);
    }

    @Test
    void aPlaceThatTheSinkHasNotReachedIsNotSkippedTo() throws InterruptedException {
        harness.receiver.hold(sink);
        harness.store(6, 6, NUMBER);
        harness.awaitReceived(sink, 6);
        harness.replay(sink, 4, false);
        harness.dispatch.apply();
        harness.receiver.release(sink);
        awaitDone(1);
        harness.store(1, 6, NUMBER);
        awaitMark(7);

        assertThat(harness.replays(sink).getFirst().getFromSeq()).isLessThanOrEqualTo(4);
        assertThat(harness.receiver.seqs(sink)).contains(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void whatFailsInBetweenIsDoneOnceAfterwards() throws InterruptedException {
        harness.store(5, 5, NUMBER);
        harness.awaitReceived(sink, 5);
        awaitMark(5);
        harness.execute(
                "create function rowhook.fail() returns trigger language plpgsql as"
                        + " $$ begin raise exception 'no'; end $$");
        harness.execute(
                "create trigger fail before update on rowhook.sink_replay for each row execute"
                        + " function rowhook.fail()");
        try {
            harness.replay(sink, 2, false);
            harness.dispatch.apply();
            await(harness.dispatch::isBehind);
            assertThat(harness.cursor(sink).mark()).as("all of it or nothing").isEqualTo(5);
        } finally {
            harness.execute("drop trigger fail on rowhook.sink_replay");
            harness.execute("drop function rowhook.fail()");
        }
        harness.moveLease();
        harness.awaitReceived(sink, 9);
        harness.dispatch.apply();
        awaitMark(5);

        assertThat(harness.replays(sink).getFirst().getRun()).isEqualTo(1);
        assertThat(harness.receiver.seqs(sink)).hasSize(9);
    }

    @Test
    void whatTheLogNoLongerHasIsRefused() throws InterruptedException {
        harness.store(10, 5, NUMBER);
        harness.store(10, 5, NUMBER);
        harness.awaitReceived(sink, 20);
        awaitMark(20);
        harness.retainFor("0");
        assertThat(log.reclaim()).isEqualTo(1);
        replay(5, false);

        assertThat(harness.replays(sink).getFirst().getRefused()).isEqualTo("replay_too_early");
        harness.store(1, 5, NUMBER);
        harness.awaitReceived(sink, 21);
        assertThat(harness.receiver.seqs(sink)).hasSize(21);
    }

    @Test
    void acrossAnEditItIsRefusedUnlessTheTableIsRetained() throws InterruptedException {
        harness.store(1, "old", NUMBER);
        harness.store(2, "new", NUMBER);
        harness.awaitReceived(sink, 2);
        harness.filter(sink, "status = 'new'");
        harness.acknowledgeLog(false);
        harness.store(3, "new", NUMBER);
        harness.awaitReceived(sink, 3);
        replay(2, false);
        assertThat(harness.replays(sink).getFirst().getRefused()).isEqualTo("replay_too_early");
        replay(3, false);
        harness.awaitReceived(sink, 4);
        assertThat(harness.replays(sink).get(1).getFromSeq()).isEqualTo(3);
    }

    @Test
    void anOrderWaitsUntilItIsKnownWhereTheEditIsTagged() throws InterruptedException {
        harness.acknowledgeLog(true);
        harness.filter(sink, "status = 'paid'");
        harness.acknowledgeLog(true);
        harness.store(1, "new");
        harness.store(2, "paid", NUMBER);
        harness.awaitReceived(sink, 1);
        harness.filter(sink, "status = 'new'");
        harness.replay(sink, 1, false);
        harness.dispatch.apply();
        // By the settings before.
        harness.store(3, "new");
        harness.store(4, "paid", NUMBER);
        awaitMark(4);
        assertThat(harness.replays(sink).getFirst().getDoneAt()).isNull();

        harness.acknowledgeLog(true);
        harness.dispatch.apply();
        awaitDone(1);
        harness.awaitReceived(sink, 3);
        assertThat(harness.receiver.seqs(sink)).containsExactlyInAnyOrder(2L, 1L, 3L);
    }

    @Test
    void whereTheTableIsRetainedTheFilterOfNowDecides() throws InterruptedException {
        harness.acknowledgeLog(true);
        harness.filter(sink, "status = 'paid'");
        harness.acknowledgeLog(true);
        harness.store(1, "new");
        harness.store(2, "paid", NUMBER);
        harness.awaitReceived(sink, 1);
        harness.filter(sink, "status = 'new'");
        harness.acknowledgeLog(true);
        harness.store(3, "new", NUMBER);
        harness.store(4, "paid");
        harness.awaitReceived(sink, 2);
        replay(1, false);
        awaitMark(4);

        assertThat(harness.receiver.seqs(sink)).containsExactlyInAnyOrder(2L, 3L, 1L, 3L);
    }

    /// Orders a replay, and waits until the sink is set back or that is refused.
    private void replay(long from, boolean newIds) throws InterruptedException {
        int before = harness.replays(sink).size();
        harness.replay(sink, from, newIds);
        harness.dispatch.apply();
        awaitDone(before + 1);
    }

    private void awaitDone(int replays) throws InterruptedException {
        await(() ->
                harness.replays(sink).stream().filter(one -> one.getDoneAt() != null).count()
                        == replays);
    }

    private void awaitMark(long mark) throws InterruptedException {
        await(() -> harness.cursor(sink).mark() == mark);
    }
}
