package dev.rowhook.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.backfill.EndedBackfills;
import dev.rowhook.dispatcher.attempt.AttemptRetention;
import dev.rowhook.dispatcher.attempt.CountRollup;
import dev.rowhook.store.accounts.AuditRetention;
import dev.rowhook.store.accounts.IdempotencyRetention;
import dev.rowhook.store.testing.OwnPostgres;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class UpkeepTest {

    @Test
    void itWorksAgainAndAgainUntilItIsStopped() throws InterruptedException {
        try (OwnPostgres postgres = OwnPostgres.create()) {
            CountDownLatch rounds = new CountDownLatch(6);
            Clock clock =
                    new Clock() {
                        @Override
                        public Instant instant() {
                            rounds.countDown();
                            return Instant.now();
                        }

                        @Override
                        public ZoneId getZone() {
                            return ZoneOffset.UTC;
                        }

                        @Override
                        public Clock withZone(ZoneId zone) {
                            return this;
                        }
                    };
            Upkeep upkeep =
                    new Upkeep(
                            new CountRollup(postgres.worker(), Clock.systemUTC()),
                            new AttemptRetention(postgres.worker(), clock),
                            new EndedBackfills(postgres.worker(), clock),
                            new AuditRetention(postgres.worker()),
                            new IdempotencyRetention(postgres.worker(), clock),
                            Duration.ofMillis(10));
            upkeep.start();
            assertThat(rounds.await(20, TimeUnit.SECONDS)).isTrue();
            upkeep.close();
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("upkeep"));
        }
    }
}
