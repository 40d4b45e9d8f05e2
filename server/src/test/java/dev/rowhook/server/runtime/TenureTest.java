package dev.rowhook.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class TenureTest {
    private static final Duration TERM = Duration.ofMinutes(1);

    @Test
    void itEndsBeforeTheLease() {
        assertThat(new Tenure(TERM, ago(0)).holds()).isTrue();
        assertThat(new Tenure(TERM, ago(53)).holds()).isTrue();
        assertThat(new Tenure(TERM, ago(55)).holds()).isFalse();
    }

    @Test
    void itIsProlongedFromWhenThatWasAskedFor() {
        Tenure tenure = new Tenure(TERM, ago(55));
        tenure.prolonged(ago(54));
        assertThat(tenure.holds()).isFalse();
        tenure.prolonged(ago(50));
        assertThat(tenure.holds()).isTrue();
    }

    private static long ago(int seconds) {
        return System.nanoTime() - Duration.ofSeconds(seconds).toNanos();
    }
}
