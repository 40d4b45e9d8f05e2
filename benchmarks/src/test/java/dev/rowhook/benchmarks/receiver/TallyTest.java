package dev.rowhook.benchmarks.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

final class TallyTest {
    private final Tally tally =
            new Tally(new Expectation(Dialect.ROWHOOK, 101, 70, 2, Duration.ZERO));

    @Test
    void everyRowOfEverySinkCountsOnce() {
        for (int sink = 0; sink < 2; sink++) {
            for (int row = 0; row < 70; row++) {
                arrives(sink, 101 + row);
            }
        }
        Received received = tally.received();
        assertThat(received.distinct()).isEqualTo(140);
        assertThat(received.duplicates()).isZero();
        assertThat(received.strays()).isZero();
    }

    @Test
    void whatComesAgainIsADuplicate() {
        arrives(0, 101);
        arrives(1, 101);
        arrives(0, 101);
        assertThat(tally.received().distinct()).isEqualTo(2);
        assertThat(tally.received().duplicates()).isEqualTo(1);
    }

    @Test
    void whatNobodyExpectsIsAStray() {
        arrives(0, 100);
        arrives(0, 171);
        arrives(2, 101);
        arrives(-1, 101);
        assertThat(tally.received().distinct()).isZero();
        assertThat(tally.received().strays()).isEqualTo(4);
    }

    @Test
    void agesAndTimesAreThoseOfDistinctMessages() {
        arrives(0, 101, 1_000, 5_000);
        arrives(0, 102, 500, 7_500);
        arrives(0, 101, 1_000, 9_000_000);
        Received received = tally.received();
        assertThat(received.firstCommitMicros()).isEqualTo(500);
        assertThat(received.firstMicros()).isEqualTo(5_000);
        assertThat(received.lastMicros()).isEqualTo(7_500);
        assertThat(received.ages().p50()).isBetween(4_000L, 4_010L);
        assertThat(received.ages().max()).isBetween(7_000L, 7_010L);
    }

    @Test
    void agesAreThoseOfTheRowsThatAreTimed() {
        Tally some = new Tally(new Expectation(Dialect.ROWHOOK, 1, 100, 1, Duration.ZERO, 51));
        arrives(some, 0, 50, 0, 9_000_000);
        arrives(some, 0, 51, 1_000, 5_000);
        assertThat(some.received().distinct()).isEqualTo(2);
        assertThat(some.received().ages().max()).isBetween(4_000L, 4_010L);
    }

    private void arrives(int sink, long id) {
        arrives(sink, id, 0, 1);
    }

    private void arrives(int sink, long id, long commitMicros, long nowMicros) {
        arrives(tally, sink, id, commitMicros, nowMicros);
    }

    private static void arrives(Tally tally, int sink, long id, long commitMicros, long nowMicros) {
        MessageList messages = new MessageList();
        messages.add(id, commitMicros);
        tally.request(new Request(sink, messages, true), nowMicros);
    }
}
