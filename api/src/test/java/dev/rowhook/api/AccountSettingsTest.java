package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.AUDIT_EVENT;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.store.accounts.NewAccount;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the people of an account set of it.
class AccountSettingsTest {
    private static final String PATH = "/v1/account";

    private final ApiServer server = ApiServer.shared();
    private final NewAccount account = server.createAccount();
    private final Client client = server.client(account);

    @Test
    void whatAFullLogDoesIsSetAndNullBringsTheDefaultBack() {
        assertThat(client.get(PATH).string("/on_log_full")).isEqualTo("hold_source");
        Client.Answer set = client.patch(PATH, "{\"on_log_full\":\"expire\"}");
        assertThat(set.status()).as(set.text()).isEqualTo(200);
        assertThat(set.string("/on_log_full")).isEqualTo("expire");
        assertThat(set.string("/name")).isEqualTo("acme");
        assertThat(set.json().path("revision").asInt()).isEqualTo(2);
        assertThat(stored()).isEqualTo("expire");
        assertThat(client.patch(PATH, "{\"name\":\"other\"}").string("/on_log_full"))
                .as("what is not named stays")
                .isEqualTo("expire");

        assertThat(client.patch(PATH, "{\"on_log_full\":null}").string("/on_log_full"))
                .isEqualTo("hold_source");
        assertThat(stored()).isEqualTo("hold_source");
        assertThat(client.get(PATH).string("/name")).isEqualTo("other");
    }

    @Test
    void whatChangesNothingIsNoChange() {
        assertThat(client.patch(PATH, "{}").json().path("revision").asInt()).isEqualTo(1);
        assertThat(
                        client.patch(PATH, "{\"on_log_full\":\"hold_source\"}")
                                .json()
                                .path("revision")
                                .asInt())
                .isEqualTo(1);
        assertThat(
                        server.postgres()
                                .superuser()
                                .fetchCount(
                                        AUDIT_EVENT,
                                        AUDIT_EVENT.ACCOUNT_ID.eq(account.account().value())))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"on_log_full\":\"drop\"} | /on_log_full",
                "{\"on_log_full\":\"\"} | /on_log_full",
                "{\"on_log_full\":true} | /on_log_full",
                "{\"on_log_full\":[\"expire\"]} | /on_log_full",
                "{\"on_log_full\":\"expire\",\"name\":null} | /name",
                "{\"on_log_full\":\"expire\",\"name\":\"\"} | /name",
                "{\"on_log_ful\":\"expire\"} | /on_log_ful"
            })
    void whatIsNotPossibleIsRefusedByName(String patch, String pointer) {
        Client.Answer refused = client.patch(PATH, patch);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(stored()).isEqualTo("hold_source");
    }

    private String stored() {
        return server.postgres()
                .superuser()
                .select(ACCOUNT.ON_LOG_FULL)
                .from(ACCOUNT)
                .where(ACCOUNT.ACCOUNT_ID.eq(account.account().value()))
                .fetchSingle()
                .value1();
    }
}
