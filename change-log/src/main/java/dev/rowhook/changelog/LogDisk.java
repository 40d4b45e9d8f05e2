package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.LOG_POSITION;

import dev.rowhook.core.AccountId;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.math.BigDecimal;

/// The disk that the logs of an account take together, as their owners measured last, and may take.
///
/// @param used bytes, indexes included
/// @param limit bytes; what is more is too much
/// @param expires whether the oldest is given up when they take all that they may; else nothing is
///   read until there is room
public record LogDisk(long used, long limit, boolean expires) {

    private static final String EXPIRE = "expire";

    /// What the logs of an account take together and may take, as its settings are now.
    static LogDisk read(DSLContext worker, AccountId account) {
        long used = used(worker, account);
        return worker.select(ACCOUNT.MAX_LOG_BYTES, ACCOUNT.ON_LOG_FULL)
                .from(ACCOUNT)
                .where(ACCOUNT.ACCOUNT_ID.eq(account.value()))
                .fetchSingle(row -> new LogDisk(used, row.value1(), EXPIRE.equals(row.value2())));
    }

    /// What the logs of an account take together.
    ///
    /// @param db the worker's role, or that of the API for its own account
    public static long used(DSLContext db, AccountId account) {
        return db.select(DSL.coalesce(DSL.sum(LOG_POSITION.LOG_BYTES), BigDecimal.ZERO))
                .from(LOG_POSITION)
                .where(LOG_POSITION.ACCOUNT_ID.eq(account.value()))
                .fetchSingle()
                .value1()
                .longValueExact();
    }

    /// Whether they take this share of what they may, or more.
    public boolean takes(int percent) {
        return used >= share(percent);
    }

    /// How many bytes must go until they take less than this share of what they may; 0 if they do.
    public long beyond(int percent) {
        return takes(percent) ? used - share(percent) + 1 : 0;
    }

    private long share(int percent) {
        return limit / 100 * percent + limit % 100 * percent / 100;
    }
}
