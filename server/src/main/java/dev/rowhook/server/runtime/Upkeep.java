package dev.rowhook.server.runtime;

import dev.rowhook.dispatcher.attempt.AttemptRetention;

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/// Deletes what is kept for a time only, every few minutes. Thread-safe.
final class Upkeep implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration PAUSE = Duration.ofMinutes(3);

    private final AttemptRetention attempts;
    private final Duration pause;
    private final Thread thread;

    Upkeep(AttemptRetention attempts) {
        this(attempts, PAUSE);
    }

    Upkeep(AttemptRetention attempts, Duration pause) {
        this.attempts = attempts;
        this.pause = pause;
        this.thread = Thread.ofPlatform().name("upkeep").daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Stops before the next batch.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(pause);
                deleteOld();
            }
        } catch (InterruptedException e) {
            // The end.
        }
    }

    private void deleteOld() throws InterruptedException {
        try {
            long deleted = attempts.run();
            if (deleted > 0) {
                log.atInfo().addKeyValue("rows", deleted).log("old attempts deleted");
            }
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("sqlstate", e.sqlState())
                    .log("old attempts not deleted, trying again later");
        }
    }
}
