package dev.rowhook.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

class SteadyClockTest {
    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");

    @Test
    void itStartsAtTheWallClockAndDoesNotJumpWithIt() throws InterruptedException {
        Wall wall = new Wall();
        Clock steady = new SteadyClock(wall);
        Instant before = steady.instant();
        wall.now = START.minus(Duration.ofDays(1));
        Thread.sleep(2);
        assertThat(before).isBetween(START, START.plusSeconds(60));
        assertThat(steady.instant()).isBetween(before.plusMillis(2), before.plusSeconds(60));
    }

    private static final class Wall extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
