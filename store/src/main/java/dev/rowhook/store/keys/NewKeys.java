package dev.rowhook.store.keys;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.ACCOUNT_KEY;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.WrappedDataKey;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Gives accounts new data keys. An account with several is one that is being re-keyed. For one
/// thread.
final class NewKeys {
    private final DSLContext worker;
    private final MasterKeys masterKeys;

    NewKeys(DSLContext worker, MasterKeys masterKeys) {
        this.worker = worker;
        this.masterKeys = masterKeys;
    }

    /// Makes a new key for each account whose newest is older than this run, or the killed one that
    /// it goes on with.
    ///
    /// @return the accounts that are being re-keyed now
    List<AccountId> make() throws InterruptedException {
        for (AccountId account : withOneKeyFromBefore()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            AccountKeys keys = new AccountKeys(worker, account);
            List<WrappedDataKey> all = keys.all();
            if (all.size() == 1) {
                keys.insert(masterKeys.createDataKey(account, all.getLast().version() + 1));
            }
        }
        return worker.select(ACCOUNT.ACCOUNT_ID)
                .from(ACCOUNT)
                .where(ACCOUNT.ACCOUNT_ID.in(withSeveralKeys()))
                .and(isNotDeleted())
                .orderBy(ACCOUNT.ACCOUNT_ID)
                .fetch(row -> new AccountId(row.value1()));
    }

    private List<AccountId> withOneKeyFromBefore() {
        Instant begun = begun();
        return worker.select(ACCOUNT_KEY.ACCOUNT_ID)
                .from(ACCOUNT_KEY)
                .join(ACCOUNT)
                .on(ACCOUNT.ACCOUNT_ID.eq(ACCOUNT_KEY.ACCOUNT_ID))
                .where(isNotDeleted())
                .groupBy(ACCOUNT_KEY.ACCOUNT_ID)
                .having(DSL.count().eq(1))
                .and(DSL.max(ACCOUNT_KEY.CREATED_AT).lt(begun))
                .orderBy(ACCOUNT_KEY.ACCOUNT_ID)
                .fetch(row -> new AccountId(row.value1()));
    }

    /// When the run began that is not finished, or now.
    private Instant begun() {
        Field<Instant> now = DSL.field("clock_timestamp()", ACCOUNT_KEY.CREATED_AT.getDataType());
        Field<Instant> newest = DSL.field(DSL.name("newest"), ACCOUNT_KEY.CREATED_AT.getDataType());
        return worker.select(DSL.coalesce(DSL.min(newest), now))
                .from(
                        DSL.select(DSL.max(ACCOUNT_KEY.CREATED_AT).as(newest))
                                .from(ACCOUNT_KEY)
                                .groupBy(ACCOUNT_KEY.ACCOUNT_ID)
                                .having(DSL.count().gt(1)))
                .fetchSingle()
                .value1();
    }

    private static Select<Record1<UUID>> withSeveralKeys() {
        return DSL.select(ACCOUNT_KEY.ACCOUNT_ID)
                .from(ACCOUNT_KEY)
                .groupBy(ACCOUNT_KEY.ACCOUNT_ID)
                .having(DSL.count().gt(1));
    }

    private static Condition isNotDeleted() {
        return ACCOUNT.STATUS.ne("deleting");
    }
}
