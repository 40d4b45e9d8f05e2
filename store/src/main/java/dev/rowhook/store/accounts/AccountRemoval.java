package dev.rowhook.store.accounts;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.ACCOUNT_KEY;
import static dev.rowhook.store.jooq.Tables.API_TOKEN;
import static dev.rowhook.store.jooq.Tables.BACKFILL;
import static dev.rowhook.store.jooq.Tables.BACKFILL_ROW;
import static dev.rowhook.store.jooq.Tables.BACKFILL_SCHEDULE;
import static dev.rowhook.store.jooq.Tables.BACKFILL_TABLE;
import static dev.rowhook.store.jooq.Tables.COUNT_ROLLUP;
import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.DATABASE_CONDITION;
import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;
import static dev.rowhook.store.jooq.Tables.ERASURE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SECRET;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SIGNING_KEY;
import static dev.rowhook.store.jooq.Tables.IDEMPOTENT_REQUEST;
import static dev.rowhook.store.jooq.Tables.INVITATION;
import static dev.rowhook.store.jooq.Tables.JOB;
import static dev.rowhook.store.jooq.Tables.LOG_COVERAGE;
import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.LOG_RELATION;
import static dev.rowhook.store.jooq.Tables.LOG_SEGMENT;
import static dev.rowhook.store.jooq.Tables.MEMBER;
import static dev.rowhook.store.jooq.Tables.OAUTH_CLIENT;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CONDITION;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_DELIVERY;
import static dev.rowhook.store.jooq.Tables.SINK_DISCARD;
import static dev.rowhook.store.jooq.Tables.SINK_HOUR;
import static dev.rowhook.store.jooq.Tables.SINK_MINUTE;
import static dev.rowhook.store.jooq.Tables.SINK_ORDER;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;
import static dev.rowhook.store.jooq.Tables.SINK_REPLAY;
import static dev.rowhook.store.jooq.Tables.SINK_SKIP;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;
import static dev.rowhook.store.jooq.Tables.SOURCE_GAP;

import dev.rowhook.core.AccountId;
import dev.rowhook.store.BatchedDelete;
import dev.rowhook.store.Batches;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// Removes what is left of accounts that are being deleted, once their databases are gone: first
/// the data keys are destroyed, so that no secret of theirs opens any more, then every row goes, in
/// batches.
///
/// All state is in the data; a run that was killed is gone on with. Thread-safe.
public final class AccountRemoval {
    private static final Logger log = LoggerFactory.getLogger(AccountRemoval.class);

    private static final int BATCH = 5_000;

    /// All tables of accounts but `account`, `database` and `audit_event`; one that others refer to
    /// comes after them.
    static final List<Table<?>> TABLES =
            List.of(
                    IDEMPOTENT_REQUEST,
                    ERASURE,
                    JOB,
                    DELIVERY_ATTEMPT,
                    SINK_PENDING,
                    SINK_MINUTE,
                    SINK_HOUR,
                    COUNT_ROLLUP,
                    SINK_DISCARD,
                    SINK_DELIVERY,
                    SINK_SKIP,
                    SINK_CURSOR,
                    SINK_CONDITION,
                    SINK_ORDER,
                    SINK_REPLAY,
                    BACKFILL_ROW,
                    BACKFILL_TABLE,
                    BACKFILL,
                    BACKFILL_SCHEDULE,
                    SINK_TABLE,
                    SINK,
                    HTTP_ENDPOINT_SECRET,
                    HTTP_ENDPOINT_SIGNING_KEY,
                    HTTP_ENDPOINT,
                    LOG_COVERAGE,
                    LOG_RELATION,
                    LOG_SEGMENT,
                    LOG_POSITION,
                    DATABASE_CONDITION,
                    SOURCE_GAP,
                    API_TOKEN,
                    OAUTH_CLIENT,
                    INVITATION,
                    MEMBER,
                    ACCOUNT_KEY);

    private final DSLContext worker;

    /// @param worker of the worker's role
    public AccountRemoval(DSLContext worker) {
        this.worker = worker;
    }

    /// Removes every account that is to go and has no database any more.
    ///
    /// @return the accounts that are gone now
    /// @throws InterruptedException if it was interrupted between two batches
    public List<AccountId> run() throws InterruptedException {
        List<AccountId> accounts =
                worker.select(ACCOUNT.ACCOUNT_ID)
                        .from(ACCOUNT)
                        .where(ACCOUNT.STATUS.eq("deleting"))
                        .andNotExists(
                                DSL.selectOne()
                                        .from(DATABASE)
                                        .where(DATABASE.ACCOUNT_ID.eq(ACCOUNT.ACCOUNT_ID)))
                        .orderBy(ACCOUNT.ACCOUNT_ID)
                        .fetch(row -> new AccountId(row.value1()));
        for (AccountId account : accounts) {
            remove(account);
        }
        return accounts;
    }

    private void remove(AccountId account) throws InterruptedException {
        worker.update(ACCOUNT_KEY)
                .set(ACCOUNT_KEY.WRAPPED, new byte[0])
                .where(ACCOUNT_KEY.ACCOUNT_ID.eq(account.value()))
                .execute();
        for (Table<?> table : TABLES) {
            BatchedDelete.run(worker, table, ofAccount(table, account));
        }
        forgetAuditLog(account);
        worker.transaction(tx -> {
            tx.dsl()
                    .deleteFrom(ACCOUNT)
                    .where(ACCOUNT.ACCOUNT_ID.eq(account.value()))
                    .and(ACCOUNT.STATUS.eq("deleting"))
                    .execute();
            new AccountDeletions(tx.dsl()).done(account);
        });
        log.atInfo().addKeyValue("account", account).log("account deleted");
    }

    /// Nobody deletes its events but this function, and it none of an account that stays.
    private void forgetAuditLog(AccountId account) throws InterruptedException {
        Batches.repeat(
                BATCH,
                () ->
                        worker.fetchSingle(
                                        "select rowhook.forget_audit_log(?, ?)",
                                        account.value(),
                                        BATCH)
                                .get(0, Long.class));
    }

    private static Condition ofAccount(Table<?> table, AccountId account) {
        return Objects.requireNonNull(table.field("account_id", UUID.class), table::getName)
                .eq(account.value());
    }
}
