package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Who may write for which database. Time is the clock of the log's Postgres.
///
/// Taking a lease raises the epoch in the row that fences appends and in the rows that fence its
/// sinks, in one transaction: whatever the former owner still tries fails. Thread-safe.
public final class Leases {
    /// A row that is being written to is passed over: waiting for it would keep the others locked.
    private static final String RENEW =
            """
            with free as (
                select p.account_id, p.database_id, p.epoch
                from rowhook.log_position p
                join unnest(?::uuid[], ?::uuid[], ?::bigint[]) held (account_id, database_id, epoch)
                    using (account_id, database_id, epoch)
                where p.owner = ?
                for no key update of p skip locked)
            update rowhook.log_position p set lease_until = clock_timestamp() + make_interval(secs => ?)
            from free
            where p.account_id = free.account_id and p.database_id = free.database_id and p.epoch = free.epoch
            returning p.database_id
            """;

    private final DSLContext worker;
    private final String owner;
    private final Duration term;

    /// @param owner the stable name of this node: a lease of its own, from before a restart, is
    ///   taken at once
    /// @param term how long a lease lasts without renewal
    public Leases(DSLContext worker, String owner, Duration term) {
        this.worker = worker;
        this.owner = owner;
        this.term = term;
    }

    /// Takes the lease if nobody else holds it.
    public Optional<Lease> take(AccountId account, DatabaseId database) {
        return worker.transactionResult(tx -> {
            tx.dsl()
                    .insertInto(LOG_POSITION)
                    .set(LOG_POSITION.ACCOUNT_ID, account.value())
                    .set(LOG_POSITION.DATABASE_ID, database.value())
                    .onConflictDoNothing()
                    .execute();
            Optional<Lease> lease =
                    tx.dsl()
                            .update(LOG_POSITION)
                            .set(LOG_POSITION.EPOCH, LOG_POSITION.EPOCH.plus(1))
                            .set(LOG_POSITION.OWNER, owner)
                            .set(LOG_POSITION.LEASE_UNTIL, expiry())
                            .where(LOG_POSITION.ACCOUNT_ID.eq(account.value()))
                            .and(LOG_POSITION.DATABASE_ID.eq(database.value()))
                            .and(
                                    LOG_POSITION
                                            .OWNER
                                            .isNull()
                                            .or(LOG_POSITION.OWNER.eq(owner))
                                            .or(LOG_POSITION.LEASE_UNTIL.lt(now())))
                            .returning(LOG_POSITION.EPOCH)
                            .fetchOptional(row -> new Lease(account, database, row.getEpoch()));
            lease.ifPresent(taken ->
                    tx.dsl()
                            .update(SINK_CURSOR)
                            .set(SINK_CURSOR.EPOCH, taken.epoch())
                            .where(SINK_CURSOR.ACCOUNT_ID.eq(account.value()))
                            .and(SINK_CURSOR.DATABASE_ID.eq(database.value()))
                            .execute());
            return lease;
        });
    }

    /// Prolongs the lease by a term from now. False: it is lost, or was given back.
    public boolean renew(Lease lease) {
        return worker.update(LOG_POSITION)
                        .set(LOG_POSITION.LEASE_UNTIL, expiry())
                        .where(LogPositions.held(lease))
                        .and(LOG_POSITION.OWNER.eq(owner))
                        .execute()
                == 1;
    }

    /// Prolongs leases by a term from now, and answers those that still hold; the others are lost,
    /// or were given back.
    ///
    /// In one statement, but for those whose rows are being written to.
    public Set<Lease> renew(Collection<Lease> leases) {
        if (leases.isEmpty()) {
            return Set.of();
        }
        Set<UUID> renewed =
                worker.fetch(
                                RENEW,
                                leases.stream()
                                        .map(lease -> lease.account().value())
                                        .toArray(UUID[]::new),
                                leases.stream()
                                        .map(lease -> lease.database().value())
                                        .toArray(UUID[]::new),
                                leases.stream().map(Lease::epoch).toArray(Long[]::new),
                                owner,
                                term.toMillis() / 1000.0)
                        .intoSet(0, UUID.class);
        return leases.stream()
                .filter(lease -> renewed.contains(lease.database().value()) || renew(lease))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Gives the lease back, so that another node need not wait for its end, and tells all nodes.
    /// Nothing happens if it is lost.
    public void release(Lease lease) {
        worker.transaction(tx -> {
            int released =
                    tx.dsl()
                            .update(LOG_POSITION)
                            .setNull(LOG_POSITION.OWNER)
                            .setNull(LOG_POSITION.LEASE_UNTIL)
                            .where(LogPositions.held(lease))
                            .execute();
            if (released == 1) {
                tx.dsl()
                        .fetch(
                                "select pg_notify('rowhook_leases', ?)",
                                lease.database().value().toString());
            }
        });
    }

    private Field<Instant> expiry() {
        return now().plus(DayToSecond.valueOf(term));
    }

    private static Field<Instant> now() {
        // The time of the statement: a transaction that waited for a row lock must not judge by an
        // old clock.
        return DSL.field("clock_timestamp()", LOG_POSITION.LEASE_UNTIL.getDataType());
    }
}
