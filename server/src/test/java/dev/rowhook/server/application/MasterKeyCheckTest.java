package dev.rowhook.server.application;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.store.accounts.AccountCreation;
import dev.rowhook.store.testing.OwnPostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MasterKeyCheckTest {
    private final OwnPostgres postgres = OwnPostgres.create();
    private final String first = MasterKeys.createLine("m1").reveal();
    private final String second = MasterKeys.createLine("m2").reveal();
    private final String third = MasterKeys.createLine("m3").reveal();

    @AfterEach
    void close() {
        postgres.close();
    }

    @Test
    void aStoreWithoutAccountsNeedsNoKey() {
        assertThatCode(() -> MasterKeyCheck.require(postgres.worker(), MasterKeys.parse(first)))
                .doesNotThrowAnyException();
    }

    @Test
    void everyKeyThatIsMissingIsNamed() {
        new AccountCreation(postgres.worker(), MasterKeys.parse(first)).create("one", "first");
        new AccountCreation(postgres.worker(), MasterKeys.parse(second)).create("two", "first");

        postgres.identity()
                .execute(
                        "insert into rowhook_identity.signing_key values (gen_random_uuid(), 'm0', '', now(), now())");

        assertThatThrownBy(() -> MasterKeyCheck.require(postgres.worker(), MasterKeys.parse(third)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("m0, m1, m2");
        postgres.identity().execute("delete from rowhook_identity.signing_key");
        assertThatThrownBy(() -> MasterKeyCheck.require(postgres.worker(), MasterKeys.parse(first)))
                .hasMessageContaining(": m2;");
        assertThatCode(() ->
                        MasterKeyCheck.require(
                                postgres.worker(), MasterKeys.parse(first + "\n" + second)))
                .doesNotThrowAnyException();
    }
}
