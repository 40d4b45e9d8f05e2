package dev.rowhook.store.accounts;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.ACCOUNT_KEY;
import static dev.rowhook.store.jooq.Tables.API_TOKEN;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.TokenId;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.WrappedDataKey;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;

import org.jooq.DSLContext;

/// Makes accounts, with a data key of their own and a first token. It is the worker's: no role of
/// the API makes accounts.
///
/// Thread-safe.
public final class AccountCreation {
    private static final int FIRST_VERSION = 1;

    private final DSLContext worker;
    private final MasterKeys masterKeys;

    /// `worker` connects as the worker's role; `masterKeys` wrap the data keys.
    public AccountCreation(DSLContext worker, MasterKeys masterKeys) {
        this.worker = worker;
        this.masterKeys = masterKeys;
    }

    /// Makes an account with a data key and a token, all or nothing.
    public NewAccount create(String name, String tokenName) {
        NewAccount account =
                new NewAccount(
                        AccountId.create(), TokenId.create(), OpaqueToken.create(TokenKind.API));
        worker.transaction(transaction -> {
            DSLContext db = transaction.dsl();
            insertAccount(db, account.account(), name);
            insertKey(db, masterKeys.createDataKey(account.account(), FIRST_VERSION));
            insertToken(db, account, tokenName);
        });
        return account;
    }

    /// Makes an account with a data key, which nobody is in, within a transaction of the worker's
    /// role.
    public AccountId create(DSLContext tx, String name) {
        AccountId account = AccountId.create();
        insertAccount(tx, account, name);
        insertKey(tx, masterKeys.createDataKey(account, FIRST_VERSION));
        return account;
    }

    private static void insertAccount(DSLContext db, AccountId account, String name) {
        db.insertInto(ACCOUNT)
                .set(ACCOUNT.ACCOUNT_ID, account.value())
                .set(ACCOUNT.NAME, name)
                .execute();
    }

    private static void insertKey(DSLContext db, WrappedDataKey key) {
        db.insertInto(ACCOUNT_KEY)
                .set(ACCOUNT_KEY.ACCOUNT_ID, key.account().value())
                .set(ACCOUNT_KEY.VERSION, key.version())
                .set(ACCOUNT_KEY.MASTER_KEY_ID, key.masterKeyId())
                .set(ACCOUNT_KEY.WRAPPED, key.wrapped())
                .execute();
    }

    private static void insertToken(DSLContext db, NewAccount account, String name) {
        db.insertInto(API_TOKEN)
                .set(API_TOKEN.ACCOUNT_ID, account.account().value())
                .set(API_TOKEN.ID, account.tokenId().value())
                .set(API_TOKEN.NAME, name)
                .set(API_TOKEN.HASH, account.token().hash())
                .execute();
    }
}
