package dev.rowhook.store.keys;

import static dev.rowhook.store.jooq.Tables.ACCOUNT_KEY;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.SealBrokenException;
import dev.rowhook.core.secret.WrappedDataKey;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.TreeSet;

/// Wraps all data keys under the current master key, so that others can be taken away. The data
/// keys stay the same: servers that run notice nothing.
///
/// A key is of the new master key or of the old one, never of neither: a run that was killed is
/// gone on with by the next one. Thread-safe.
public final class Rewrap {
    private static final Logger log = LoggerFactory.getLogger(Rewrap.class);

    private final DSLContext worker;
    private final MasterKeys masterKeys;

    /// @param worker of the worker's role
    public Rewrap(DSLContext worker, MasterKeys masterKeys) {
        this.worker = worker;
        this.masterKeys = masterKeys;
    }

    /// What a run did.
    ///
    /// @param keys that were wrapped anew
    /// @param remaining master keys that are still needed, besides the current one
    public record Result(long keys, List<String> remaining) {
        public Result {
            remaining = List.copyOf(remaining);
        }
    }

    /// Runs until all keys that open are of the current master key.
    ///
    /// @throws InterruptedException if it was interrupted between two keys
    public Result run() throws InterruptedException {
        long keys = 0;
        for (AccountId account : accounts()) {
            AccountKeys ofAccount = new AccountKeys(worker, account);
            for (WrappedDataKey key : ofAccount.all()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!key.masterKeyId().equals(masterKeys.currentId()) && rewrap(ofAccount, key)) {
                    keys++;
                }
            }
        }
        TreeSet<String> remaining = new TreeSet<>(NeededMasterKeys.ids(worker));
        remaining.remove(masterKeys.currentId());
        return new Result(keys, List.copyOf(remaining));
    }

    private boolean rewrap(AccountKeys keys, WrappedDataKey key) {
        try {
            return keys.replace(key, masterKeys.rewrap(key));
        } catch (SealBrokenException e) {
            log.atError()
                    .addKeyValue("key", key)
                    .addKeyValue("cause", e.getMessage())
                    .log("data key does not open, it is not wrapped anew");
            return false;
        }
    }

    private List<AccountId> accounts() {
        return worker.selectDistinct(ACCOUNT_KEY.ACCOUNT_ID)
                .from(ACCOUNT_KEY)
                .where(ACCOUNT_KEY.MASTER_KEY_ID.ne(masterKeys.currentId()))
                .and(DSL.function("octet_length", SQLDataType.INTEGER, ACCOUNT_KEY.WRAPPED).gt(0))
                .orderBy(ACCOUNT_KEY.ACCOUNT_ID)
                .fetch(row -> new AccountId(row.value1()));
    }
}
