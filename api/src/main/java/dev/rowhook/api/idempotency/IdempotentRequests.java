package dev.rowhook.api.idempotency;

import static dev.rowhook.store.jooq.Tables.IDEMPOTENT_REQUEST;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.store.accounts.IdempotencyRetention;
import dev.rowhook.store.jooq.tables.records.IdempotentRequestRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What is remembered of requests that named an Idempotency-Key. Thread-safe, and for several nodes
/// at once.
@Repository
class IdempotentRequests {
    /// After which a request without an answer was cut short.
    static final Duration DONE_WITHIN = Duration.ofMinutes(5);

    private final AccountTransactions transactions;
    private final DataKeys keys;
    private final Clock clock;

    IdempotentRequests(AccountTransactions transactions, DataKeys keys, Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.clock = clock;
    }

    /// What is known of a request that comes in.
    sealed interface Found {
        /// It is to be done.
        record Begun(IdempotentRequest request) implements Found {}

        /// It was answered already.
        record Answered(KeptAnswer answer) implements Found {}

        /// It is being done elsewhere.
        record Running() implements Found {}

        /// It was done, and cut short before it was answered.
        record Unknown() implements Found {}

        /// The key was used with another body.
        record OtherBody() implements Found {}
    }

    Found begin(AccountId account, String hash, String bodyHash) {
        return transactions.change(
                account,
                change -> {
                    change.nothing();
                    DSLContext db = change.db();
                    IdempotentRequest request =
                            new IdempotentRequest(account, hash, UUID.randomUUID(), bodyHash);
                    return insert(db, request)
                            ? new Found.Begun(request)
                            : found(db, request, row(db, request));
                });
    }

    private boolean insert(DSLContext db, IdempotentRequest request) {
        return db.insertInto(IDEMPOTENT_REQUEST)
                        .set(IDEMPOTENT_REQUEST.ACCOUNT_ID, request.account().value())
                        .set(IDEMPOTENT_REQUEST.HASH, request.hashBytes())
                        .set(IDEMPOTENT_REQUEST.ID, request.id())
                        .set(IDEMPOTENT_REQUEST.SEALED, awaited(db, request))
                        .set(IDEMPOTENT_REQUEST.BEGUN_AT, clock.instant())
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    private Optional<IdempotentRequestRecord> row(DSLContext db, IdempotentRequest request) {
        return db.selectFrom(IDEMPOTENT_REQUEST)
                .where(IDEMPOTENT_REQUEST.ACCOUNT_ID.eq(request.account().value()))
                .and(IDEMPOTENT_REQUEST.HASH.eq(request.hashBytes()))
                .forUpdate()
                .fetchOptional();
    }

    /// A row that went in between is of a request that changed nothing, and is as good as running:
    /// whoever asks again does it.
    private Found found(
            DSLContext db, IdempotentRequest request, Optional<IdempotentRequestRecord> present) {
        if (present.isEmpty()) {
            return new Found.Running();
        }
        IdempotentRequestRecord row = present.get();
        Instant now = clock.instant();
        if (!row.getBegunAt().isAfter(now.minus(IdempotencyRetention.KEPT_FOR))) {
            return takeOver(db, request, row);
        }
        KeptAnswer kept =
                KeptAnswer.read(keys.open(db, place(request, row.getId()), row.getSealed()));
        if (!kept.bodyHash().equals(request.bodyHash())) {
            return new Found.OtherBody();
        }
        if (row.getAnswered()) {
            return new Found.Answered(kept);
        }
        if (row.getBegunAt().isAfter(now.minus(DONE_WITHIN))) {
            return new Found.Running();
        }
        return row.getChanged() ? new Found.Unknown() : takeOver(db, request, row);
    }

    private Found takeOver(DSLContext db, IdempotentRequest request, IdempotentRequestRecord row) {
        row.setId(request.id());
        row.setSealed(awaited(db, request));
        row.setAnswered(false);
        row.setChanged(false);
        row.setBegunAt(clock.instant());
        row.update();
        return new Found.Begun(request);
    }

    /// Keeps the answer of a request that changed something, and forgets one that did not: sent
    /// again, it is done again.
    void end(IdempotentRequest request, KeptAnswer answer) {
        transactions.perform(
                request.account(),
                change -> {
                    change.nothing();
                    DSLContext db = change.db();
                    if (request.hasChanged(db)) {
                        db.update(IDEMPOTENT_REQUEST)
                                .set(
                                        IDEMPOTENT_REQUEST.SEALED,
                                        keys.seal(db, place(request, request.id()), answer.write()))
                                .set(IDEMPOTENT_REQUEST.ANSWERED, true)
                                .where(request.isThis())
                                .execute();
                    } else {
                        db.deleteFrom(IDEMPOTENT_REQUEST).where(request.isThis()).execute();
                    }
                });
    }

    private byte[] awaited(DSLContext db, IdempotentRequest request) {
        return keys.seal(
                db, place(request, request.id()), KeptAnswer.awaited(request.bodyHash()).write());
    }

    private static SealedPlace place(IdempotentRequest request, UUID id) {
        return SealedPlace.idempotentRequest(request.account(), id);
    }
}
