package dev.rowhook.server.runtime;

import dev.rowhook.backfill.EndedBackfills;
import dev.rowhook.dispatcher.attempt.AttemptRetention;
import dev.rowhook.dispatcher.attempt.CountRollup;
import dev.rowhook.store.accounts.AuditRetention;
import dev.rowhook.store.accounts.IdempotencyRetention;

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/// Deletes what is kept for a time only, and adds up counts, every few minutes. Thread-safe.
final class Upkeep implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration PAUSE = Duration.ofMinutes(3);

    private final CountRollup counts;
    private final AttemptRetention attempts;
    private final EndedBackfills backfills;
    private final AuditRetention audit;
    private final IdempotencyRetention requests;
    private final Rounds rounds;

    Upkeep(
            CountRollup counts,
            AttemptRetention attempts,
            EndedBackfills backfills,
            AuditRetention audit,
            IdempotencyRetention requests) {
        this(counts, attempts, backfills, audit, requests, PAUSE);
    }

    Upkeep(
            CountRollup counts,
            AttemptRetention attempts,
            EndedBackfills backfills,
            AuditRetention audit,
            IdempotencyRetention requests,
            Duration pause) {
        this.counts = counts;
        this.attempts = attempts;
        this.backfills = backfills;
        this.audit = audit;
        this.requests = requests;
        this.rounds = new Rounds("upkeep", pause, this::round);
    }

    void start() {
        rounds.start();
    }

    /// Stops before the next batch.
    @Override
    public void close() {
        rounds.close();
    }

    private void round() throws InterruptedException {
        try {
            counts.run();
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("sqlstate", e.sqlState())
                    .log("not all counts added up, trying again later");
        }
        deleteOld();
    }

    private void deleteOld() throws InterruptedException {
        try {
            tell("old attempts deleted", attempts.run());
            tell("old backfills deleted", backfills.deleteOld());
            tell("old audit events deleted", audit.run());
            requests.run();
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("sqlstate", e.sqlState())
                    .log("not all that is old deleted, trying again later");
        }
    }

    private static void tell(String what, long rows) {
        if (rows > 0) {
            log.atInfo().addKeyValue("rows", rows).log(what);
        }
    }
}
