package dev.rowhook.server.application;

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/// Lets a server be started before its Postgres answers, or while it restarts.
final class StoreStart {
    private static final Logger log = LoggerFactory.getLogger(StoreStart.class);
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private StoreStart() {}

    /// Asks until there is an answer, for a minute at most.
    ///
    /// @throws DataAccessException if there is none by then
    static void await(Runnable question) {
        long giveUp = System.nanoTime() + WITHIN.toNanos();
        while (true) {
            try {
                question.run();
                return;
            } catch (DataAccessException e) {
                if (System.nanoTime() - giveUp > 0 || !pause()) {
                    throw e;
                }
                log.atWarn()
                        .addKeyValue("sqlstate", e.sqlState())
                        .log("own Postgres does not answer yet");
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
