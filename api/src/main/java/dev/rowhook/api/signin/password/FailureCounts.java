package dev.rowhook.api.signin.password;

import dev.rowhook.api.signin.chore.Chore;
import dev.rowhook.core.text.Sha256;
import dev.rowhook.store.Sql;

import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Repository;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Counts wrong passwords by e-mail address. Addresses of nobody are counted like those of users:
/// neither an answer nor the time that it takes tells the one from the other.
///
/// Thread-safe.
@Repository
class FailureCounts implements Chore {
    /// How long a lock that is over still makes the next one longer.
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final DSLContext identity;
    private final Clock clock;

    FailureCounts(@Qualifier("identityDsl") DSLContext identity, Clock clock) {
        this.identity = identity;
        this.clock = clock;
    }

    /// Whether someone gets in who has the right password, or has not: a lock keeps both out, and
    /// getting in ends the count.
    boolean admit(String email, boolean right) {
        return identity.transactionResult(transaction -> {
            DSLContext db = transaction.dsl();
            Instant now = clock.instant();
            FailureCount count = locked(db, hash(email));
            boolean admitted = right && !count.isLocked(now);
            write(db, hash(email), admitted ? FailureCount.none(now) : count.failed(now));
            return admitted;
        });
    }

    private FailureCount locked(DSLContext db, byte[] hash) {
        db.execute(
                "insert into rowhook_identity.sign_in_failure (email_hash, failures, since) values (?, 0, ?) on conflict do nothing",
                hash,
                Sql.moment(clock.instant()));
        return count(
                db.fetchSingle(
                        "select * from rowhook_identity.sign_in_failure where email_hash = ? for update",
                        hash));
    }

    private static void write(DSLContext db, byte[] hash, FailureCount count) {
        db.execute(
                "update rowhook_identity.sign_in_failure set failures = ?, since = ?, locks = ?, locked_until = ? where email_hash = ?",
                count.failures(),
                Sql.moment(count.since()),
                count.locks(),
                Sql.moment(count.lockedUntil().orElse(null)),
                hash);
    }

    /// Unlocks an address, in a transaction that sets its password anew.
    static void forget(DSLContext transaction, String email) {
        transaction.execute(
                "delete from rowhook_identity.sign_in_failure where email_hash = ?", hash(email));
    }

    /// Forgets the counts of which nothing follows any more.
    @Override
    public void run() {
        identity.execute(
                """
                delete from rowhook_identity.sign_in_failure
                where since < ? and (locked_until is null or locked_until < ?)
                """,
                Sql.moment(clock.instant().minus(FailureCount.WITHIN)),
                Sql.moment(clock.instant().minus(REMEMBERED)));
    }

    private static FailureCount count(Record row) {
        return new FailureCount(
                row.get("failures", Integer.class),
                row.get("since", Instant.class),
                row.get("locks", Integer.class),
                Optional.ofNullable(row.get("locked_until", Instant.class)));
    }

    private static byte[] hash(String email) {
        return Sha256.of(email.strip().toLowerCase(Locale.ROOT));
    }
}
