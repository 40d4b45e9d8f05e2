package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.SinkId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What workers decide about the standing of sinks and endpoints, as their settings show it.
class SinkStandingTest {
    private DispatchHarness dispatch;

    @BeforeEach
    void open() throws IOException {
        dispatch = new DispatchHarness();
    }

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void aMessageWhoseRetriesAreUsedUpPausesItsSinkAndComesFirstWhenItGoesOn()
            throws InterruptedException {
        SinkId sink = dispatch.addSink();
        dispatch.edit(sink, Map.of(SINK.ON_EXHAUSTED, "pause_sink", SINK.MAX_ATTEMPTS, 3));
        dispatch.receiver.fails(seq -> seq == 5);
        dispatch.append(1, 20, 4);
        await(() -> dispatch.status(sink).equals("paused"));
        assertThat(dispatch.statusReason(sink)).isEqualTo("retries_exhausted");
        dispatch.dispatch.apply();
        int asked = dispatch.receiver.seqs(sink).size();
        Thread.sleep(150);
        assertThat(dispatch.receiver.seqs(sink)).hasSize(asked);

        dispatch.receiver.fails(_ -> false);
        dispatch.resume(sink);
        await(() -> dispatch.cursor(sink).delivered() == 20);
        List<Long> seqs = dispatch.receiver.seqs(sink);
        assertThat(seqs.subList(seqs.lastIndexOf(5L), seqs.size())).contains(9L, 13L, 17L);
        await(() -> dispatch.pendingRows(sink) == 0);
    }

    @Test
    void anEndpointThatIsGoneIsDisabledForAllOfItsSinksUntilItIsEnabled()
            throws InterruptedException {
        SinkId one = dispatch.addSink();
        SinkId two = dispatch.addSink();
        dispatch.receiver.status(410);
        dispatch.append(1, 20, 4);
        await(() -> dispatch.endpointStatus().equals("disabled gone"));
        Thread.sleep(150);
        int asked = dispatch.receiver.seqs(one).size() + dispatch.receiver.seqs(two).size();
        Thread.sleep(150);
        assertThat(dispatch.receiver.seqs(one).size() + dispatch.receiver.seqs(two).size())
                .isEqualTo(asked);
        assertThat(dispatch.pendingRows(one) + dispatch.pendingRows(two)).isZero();

        dispatch.receiver.status(200);
        dispatch.execute(
                "update rowhook.http_endpoint set status = 'active', status_reason = null,"
                        + " status_since = now()");
        dispatch.edit(one, Map.of(SINK.NAME, "one"));
        dispatch.edit(two, Map.of(SINK.NAME, "two"));
        await(() -> dispatch.cursor(one).delivered() == 20);
        await(() -> dispatch.cursor(two).delivered() == 20);
    }

    @Test
    void ordersAboutAPausedSinkAreCarriedOut() throws InterruptedException {
        SinkId sink = dispatch.addSink();
        dispatch.edit(sink, Map.of(SINK.MAX_ATTEMPTS, 1));
        dispatch.receiver.fails(seq -> seq == 5);
        dispatch.append(1, 20, 4);
        await(() -> dispatch.pendingRows(sink) == 4);
        dispatch.pause(sink);
        dispatch.order(sink, "discard");
        dispatch.dispatch.apply();
        await(() -> dispatch.pendingRows(sink) == 3);
        dispatch.resume(sink);
        await(() -> dispatch.cursor(sink).delivered() == 19);
        await(() -> dispatch.pendingRows(sink) == 0);
    }
}
