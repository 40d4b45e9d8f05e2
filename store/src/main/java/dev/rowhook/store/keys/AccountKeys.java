package dev.rowhook.store.keys;

import static dev.rowhook.store.jooq.Tables.ACCOUNT_KEY;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.secret.WrappedDataKey;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The data keys of one account as rows. Thread-safe if `db` is.
final class AccountKeys {
    private final DSLContext db;
    private final AccountId account;

    AccountKeys(DSLContext db, AccountId account) {
        this.db = db;
        this.account = account;
    }

    /// Oldest first.
    List<WrappedDataKey> all() {
        return db.selectFrom(ACCOUNT_KEY)
                .where(ofAccount())
                .orderBy(ACCOUNT_KEY.VERSION)
                .fetch(row ->
                        new WrappedDataKey(
                                account, row.getVersion(), row.getMasterKeyId(), row.getWrapped()));
    }

    /// Whoever makes the same version first, has made it.
    void insert(WrappedDataKey key) {
        db.insertInto(ACCOUNT_KEY)
                .set(ACCOUNT_KEY.ACCOUNT_ID, account.value())
                .set(ACCOUNT_KEY.VERSION, key.version())
                .set(ACCOUNT_KEY.MASTER_KEY_ID, key.masterKeyId())
                .set(ACCOUNT_KEY.WRAPPED, key.wrapped())
                .onConflictDoNothing()
                .execute();
    }

    /// Puts the same key in its place, wrapped anew; nothing happens if it is not as it was.
    boolean replace(WrappedDataKey old, WrappedDataKey wrappedAnew) {
        return db.update(ACCOUNT_KEY)
                        .set(ACCOUNT_KEY.MASTER_KEY_ID, wrappedAnew.masterKeyId())
                        .set(ACCOUNT_KEY.WRAPPED, wrappedAnew.wrapped())
                        .where(ofAccount())
                        .and(ACCOUNT_KEY.VERSION.eq(old.version()))
                        .and(ACCOUNT_KEY.WRAPPED.eq(old.wrapped()))
                        .execute()
                == 1;
    }

    /// How old a version is; empty if there is none.
    Optional<Duration> age(int version) {
        return db.select(
                        DSL.field(
                                "(extract(epoch from clock_timestamp() - {0}) * 1000)::bigint",
                                Long.class, ACCOUNT_KEY.CREATED_AT))
                .from(ACCOUNT_KEY)
                .where(ofAccount())
                .and(ACCOUNT_KEY.VERSION.eq(version))
                .fetchOptional(row -> Duration.ofMillis(row.value1()));
    }

    /// Drops the versions before this one, if nothing is sealed under them. It waits for whoever is
    /// about to store what they sealed so.
    boolean dropBefore(int version) {
        try {
            db.deleteFrom(ACCOUNT_KEY)
                    .where(ofAccount())
                    .and(ACCOUNT_KEY.VERSION.lt(version))
                    .execute();
            return true;
        } catch (IntegrityConstraintViolationException e) {
            return false;
        }
    }

    private Condition ofAccount() {
        return ACCOUNT_KEY.ACCOUNT_ID.eq(account.value());
    }
}
