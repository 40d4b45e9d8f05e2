package dev.rowhook.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class RatePaceTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void soManyRowsASecond() {
        RatePace pace = new RatePace(100, 0);
        assertThat(pace.pause(0)).isZero();

        pace.read(50, 0);
        assertThat(pace.pause(0)).isEqualTo(Duration.ofMillis(500));
        assertThat(pace.pause(SECOND / 4)).isEqualTo(Duration.ofMillis(250));
        assertThat(pace.pause(SECOND)).isZero();
    }

    @Test
    void timeThatWasNotUsedIsNotSaved() {
        RatePace pace = new RatePace(100, 0);

        pace.read(10, 60 * SECOND);

        assertThat(pace.pause(60 * SECOND)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void rowsReadTogetherAddUp() {
        RatePace pace = new RatePace(10, 0);

        pace.read(10, 0);
        pace.read(10, 0);

        assertThat(pace.pause(0)).isEqualTo(Duration.ofSeconds(2));
    }
}
