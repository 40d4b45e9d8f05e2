package dev.rowhook.store.keys;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.SealBrokenException;
import dev.rowhook.core.secret.SecretBox;
import dev.rowhook.core.secret.WrappedDataKey;

import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Gives every account a new data key, seals all of its secrets under it, and drops the old one,
/// while servers run.
///
/// All state is in the data: a run that was killed is gone on with by the next one, which makes no
/// second new key for an account that the killed one gave one. Two runs at once do no harm.
/// Thread-safe.
public final class Rekey {
    private static final Logger log = LoggerFactory.getLogger(Rekey.class);
    private static final int BATCH_ROWS = 500;
    private static final int DROP_TRIES = 30;
    private static final Duration DROP_AGAIN_AFTER = Duration.ofSeconds(1);

    /// Every server seals with the new key by then, and has stored what it sealed with the old one.
    private static final Duration GRACE = DataKeys.FRESH_FOR.multipliedBy(6);

    private final DSLContext worker;
    private final MasterKeys masterKeys;
    private final Duration grace;
    private final int batchRows;

    /// @param worker of the worker's role
    public Rekey(DSLContext worker, MasterKeys masterKeys) {
        this(worker, masterKeys, GRACE, BATCH_ROWS);
    }

    Rekey(DSLContext worker, MasterKeys masterKeys, Duration grace, int batchRows) {
        this.worker = worker;
        this.masterKeys = masterKeys;
        this.grace = grace;
        this.batchRows = batchRows;
    }

    /// What a run did.
    ///
    /// @param accounts that have a new key, and no other
    /// @param values that were sealed anew
    /// @param unfinished accounts that keep an old key: a value or a key of theirs does not open
    public record Result(int accounts, long values, List<AccountId> unfinished) {
        public Result {
            unfinished = List.copyOf(unfinished);
        }
    }

    /// Runs until no old key is left that can go. It takes a minute at least, in which it waits for
    /// servers to seal with the new keys.
    ///
    /// @throws InterruptedException if it was interrupted between two batches
    public Result run() throws InterruptedException {
        List<AccountId> begun = new NewKeys(worker, masterKeys).make();
        long values = 0;
        for (AccountId account : begun) {
            values += reseal(account).values();
        }
        List<AccountId> unfinished = new ArrayList<>();
        for (AccountId account : begun) {
            Pass last = finish(account);
            values += last.values();
            if (!last.done()) {
                unfinished.add(account);
            }
        }
        return new Result(begun.size() - unfinished.size(), values, unfinished);
    }

    /// @param done whether nothing stands in the way of dropping the old keys, as far as was seen
    private record Pass(long values, boolean done) {}

    /// Drops what is old, once nobody seals with it. Whoever does nevertheless is refused by
    /// Postgres, and no secret is lost.
    private Pass finish(AccountId account) throws InterruptedException {
        AccountKeys keys = new AccountKeys(worker, account);
        int newest = keys.all().stream().mapToInt(WrappedDataKey::version).max().orElse(0);
        while (keys.age(newest).filter(age -> age.compareTo(grace) < 0).isPresent()) {
            Thread.sleep(Math.min(grace.toMillis(), 200));
        }
        long values = 0;
        for (int tries = 0; tries < DROP_TRIES; tries++) {
            Pass pass = reseal(account);
            values += pass.values();
            if (!pass.done()) {
                return new Pass(values, false);
            }
            if (keys.dropBefore(newest)) {
                log.atInfo()
                        .addKeyValue("account", account)
                        .addKeyValue("version", newest)
                        .log("account re-keyed");
                return new Pass(values, true);
            }
            // Somebody has a row locked, or sealed with the old key until now.
            Thread.sleep(Math.min(DROP_AGAIN_AFTER.toMillis(), grace.toMillis()));
        }
        return new Pass(values, false);
    }

    private Pass reseal(AccountId account) throws InterruptedException {
        List<WrappedDataKey> keys = new AccountKeys(worker, account).all();
        if (keys.isEmpty()) {
            return new Pass(0, true);
        }
        SecretBox box;
        try {
            box = new SecretBox(keys.stream().map(masterKeys::unwrap).toList());
        } catch (SealBrokenException e) {
            log.atError()
                    .addKeyValue("account", account)
                    .addKeyValue("cause", e.getMessage())
                    .log("data key does not open, the account is not re-keyed");
            return new Pass(0, false);
        }
        Reseal reseal = new Reseal(worker, account, box, keys.getLast().version(), batchRows);
        for (SealedColumn column : SealedColumns.ALL) {
            reseal.run(column);
        }
        return new Pass(reseal.resealed(), reseal.broken() == 0);
    }
}
