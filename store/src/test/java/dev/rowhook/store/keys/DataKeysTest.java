package dev.rowhook.store.keys;

import static dev.rowhook.store.jooq.Tables.ACCOUNT_KEY;
import static dev.rowhook.store.jooq.Tables.API_TOKEN;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.SealBrokenException;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.secret.WrappedDataKey;
import dev.rowhook.store.accounts.AccountCreation;
import dev.rowhook.store.accounts.NewAccount;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.NoSuchElementException;

class DataKeysTest {
    private static final Secret SECRET = Secret.of("hunter2");
    private static final OwnPostgres POSTGRES = OwnPostgres.create();

    private final MasterKeys masterKeys = MasterKeys.parse(MasterKeys.createLine("m1").reveal());
    private final DataKeys dataKeys = new DataKeys(masterKeys);
    private final DSLContext worker = POSTGRES.worker();
    private final NewAccount account =
            new AccountCreation(worker, masterKeys).create("acme", "first");
    private final SealedPlace place =
            SealedPlace.databasePassword(account.account(), DatabaseId.create());

    @AfterAll
    static void drop() {
        POSTGRES.close();
    }

    @Test
    void whatTheApiSealsTheWorkerOpens() {
        byte[] sealed =
                POSTGRES.api()
                        .transactionResult(transaction -> {
                            OwnPostgres.actFor(transaction.dsl(), account.account().value());
                            return dataKeys.seal(transaction.dsl(), place, SECRET);
                        });
        DataKeys ofTheWorker = new DataKeys(masterKeys);
        assertThat(ofTheWorker.openSecret(worker, place, sealed)).isEqualTo(SECRET);
    }

    @Test
    void theApiReadsNoKeyOfAnotherAccount() {
        assertThatThrownBy(() ->
                        POSTGRES.api()
                                .transaction(transaction -> {
                                    OwnPostgres.actFor(
                                            transaction.dsl(), AccountId.create().value());
                                    dataKeys.seal(transaction.dsl(), place, SECRET);
                                }))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void aKeyMadeLaterIsFoundWhenAValueNamesIt() {
        byte[] old = dataKeys.seal(worker, place, SECRET);
        WrappedDataKey second = masterKeys.createDataKey(account.account(), 2);
        worker.insertInto(ACCOUNT_KEY)
                .set(ACCOUNT_KEY.ACCOUNT_ID, second.account().value())
                .set(ACCOUNT_KEY.VERSION, second.version())
                .set(ACCOUNT_KEY.MASTER_KEY_ID, second.masterKeyId())
                .set(ACCOUNT_KEY.WRAPPED, second.wrapped())
                .execute();
        byte[] young = new DataKeys(masterKeys).seal(worker, place, SECRET);

        assertThat(dataKeys.openSecret(worker, place, young)).isEqualTo(SECRET);
        assertThat(dataKeys.openSecret(worker, place, old)).isEqualTo(SECRET);
    }

    @Test
    void aValueOfAKeyThatIsNowhereIsRefused() {
        byte[] sealed = dataKeys.seal(worker, place, SECRET);
        sealed[4] = 9;
        assertThatThrownBy(() -> dataKeys.open(worker, place, sealed))
                .isInstanceOf(SealBrokenException.class);
    }

    @Test
    void theTokenIsStoredAsItsHashAndFindsItsAccount() {
        var stored =
                worker.selectFrom(API_TOKEN)
                        .where(API_TOKEN.ID.eq(account.tokenId().value()))
                        .fetchSingle();
        assertThat(stored.getHash()).isEqualTo(account.token().hash());
        assertThat(stored.toString()).doesNotContain(account.token().reveal());
        assertThat(
                        POSTGRES.api()
                                .fetchSingle(
                                        "select account_id from rowhook.token_account(?)",
                                        account.token().hash())
                                .get(0))
                .isEqualTo(account.account().value());
    }
}
