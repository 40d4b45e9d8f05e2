package dev.rowhook.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConcurrencyTest {
    private final Concurrency concurrency = new Concurrency(64);

    @Test
    void beginsWithAllThatTheSinkAllows() {
        assertThat(concurrency.limit()).isEqualTo(64);
        requests(1_000, 0);
        assertThat(concurrency.limit()).isEqualTo(64);
    }

    @Test
    void aFewFailuresChangeNothing() {
        for (int i = 0; i < 100; i++) {
            requests(62, 2);
        }
        assertThat(concurrency.limit()).isEqualTo(64);
    }

    @Test
    void manyFailuresHalveItDownToOne() {
        requests(50, 14);
        assertThat(concurrency.limit()).isEqualTo(32);
        for (int i = 0; i < 10; i++) {
            requests(0, 64);
        }
        assertThat(concurrency.limit()).isEqualTo(1);
    }

    @Test
    void growsBackFastAndThenWithCare() {
        refused(64 + 32);
        concurrency.restart();
        assertThat(concurrency.limit()).isEqualTo(1);
        requests(5, 0);
        assertThat(concurrency.limit()).isEqualTo(2);
        requests(5 + 5 + 8 + 16, 0);
        assertThat(concurrency.limit()).isEqualTo(32);
        requests(32, 0);
        assertThat(concurrency.limit()).isEqualTo(35);
        requests(5_000, 0);
        assertThat(concurrency.limit()).isEqualTo(64);
    }

    @Test
    void anEndpointThatSaysSoHalvesItAtOnce() {
        refused(64);
        assertThat(concurrency.limit()).isEqualTo(32);
        refused(32);
        assertThat(concurrency.limit()).isEqualTo(16);
    }

    private void refused(int requests) {
        for (int i = 0; i < requests; i++) {
            concurrency.refused();
        }
    }

    private void requests(int fine, int overloaded) {
        for (int i = 0; i < overloaded; i++) {
            concurrency.overloaded();
        }
        for (int i = 0; i < fine; i++) {
            concurrency.fine();
        }
    }
}
