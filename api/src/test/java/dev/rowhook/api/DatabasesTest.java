package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.DATABASE_CONDITION;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.api.database.ConnectionSettings;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.store.accounts.NewAccount;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.regex.Matcher;

class DatabasesTest {
    private final ApiServer server = ApiServer.shared();
    private final NewAccount account = server.createAccount();
    private final Client client = server.client(account);

    @Test
    void aDatabaseIsSavedWithDefaults() {
        Answer created = client.post("/v1/databases", Bodies.database("prod-eu"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(DatabaseId.parse(created.string("/id"))).isPresent();
        assertThat(created.json().at("/port").asInt()).isEqualTo(5432);
        assertThat(created.string("/tls/mode")).isEqualTo("verify-full");
        assertThat(created.string("/slot/name")).isEqualTo("rowhook_prod_eu");
        assertThat(created.json().at("/slot/create").asBoolean()).isTrue();
        assertThat(created.string("/publication/name")).isEqualTo("rowhook_prod_eu");
        assertThat(created.string("/state")).isEqualTo("starting");
        assertThat(created.json().at("/conditions").size()).isZero();
        assertThat(created.text()).doesNotContain("password", "hunter2");
        assertThat(client.get("/v1/databases/prod-eu").json()).isEqualTo(created.json());
        assertThat(client.get("/v1/databases/" + created.string("/id")).json())
                .isEqualTo(created.json());
        assertThat(client.get("/v1/databases").json().at("/data/0")).isEqualTo(created.json());
        assertThat(client.get("/v1/databases").json().at("/next_cursor").isNull()).isTrue();
    }

    @Test
    void everyFieldIsKept() {
        Answer created =
                client.post(
                        "/v1/databases",
                        """
                        {"name":"a","hostname":"DB.acme.io","port":6432,"database":"App","username":"me",
                         "password":"p w'\\"","tls":{"mode":"require"},"slot":{"name":"s1","create":false},
                         "publication":{"name":"Pub","create":false,"tables":["Orders","\\"My\\".\\"T\\""]}}
                        """);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.string("/hostname")).isEqualTo("db.acme.io");
        assertThat(created.json().at("/publication/tables").toString())
                .isEqualTo("[\"public.orders\",\"\\\"My\\\".\\\"T\\\"\"]");

        Answer tested = client.post("/v1/databases/a/test");
        assertThat(tested.status()).isEqualTo(200);
        assertThat(tested.json().at("/passed").asBoolean()).isFalse();
        assertThat(tested.string("/checks/1/code")).isEqualTo("wal_level");
        ConnectionSettings probed = server.bean(PlayedOwner.class).probed.getLast();
        assertThat(probed.password()).contains(Secret.of("p w'\""));
        assertThat(probed.port()).isEqualTo(6432);
        assertThat(probed.slot()).isEqualTo(new ConnectionSettings.Slot("s1", false));
        assertThat(probed.toString()).doesNotContain("p w");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "::1"})
    void loopbackIsReachedWithoutTlsByDefault(String hostname) {
        Answer created =
                client.post("/v1/databases", Bodies.database("a").replace("db.acme.io", hostname));
        assertThat(created.string("/tls/mode")).isEqualTo("disable");
    }

    @Test
    void theStateIsWhatTheOwnerSays() {
        DatabaseId id =
                DatabaseId.parse(
                                client.post("/v1/databases", Bodies.database("prod")).string("/id"))
                        .orElseThrow();
        server.bean(PlayedOwner.class).acknowledge(id, 1);
        assertThat(client.get("/v1/databases/prod").string("/state")).isEqualTo("streaming");

        server.postgres()
                .worker()
                .insertInto(DATABASE_CONDITION)
                .set(DATABASE_CONDITION.ACCOUNT_ID, account.account().value())
                .set(DATABASE_CONDITION.DATABASE_ID, id.value())
                .set(DATABASE_CONDITION.CODE, "unreachable")
                .set(DATABASE_CONDITION.MESSAGE, "No answer.")
                .set(DATABASE_CONDITION.REMEDY, "Open the firewall.")
                .execute();
        Answer told = client.get("/v1/databases/prod");
        assertThat(told.string("/state")).isEqualTo("error");
        assertThat(told.string("/conditions/0/code")).isEqualTo("unreachable");
        assertThat(told.string("/conditions/0/remedy")).isEqualTo("Open the firewall.");
        assertThat(told.string("/conditions/0/since")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }

    @Test
    void aDeletedDatabaseIsLeftToItsOwner() {
        client.post("/v1/databases", Bodies.database("prod"));

        Answer deleted = client.delete("/v1/databases/prod");
        assertThat(deleted.status()).isEqualTo(202);
        assertThat(deleted.string("/kind")).isEqualTo("database_deletion");
        assertThat(client.get("/v1/databases/prod").string("/state")).isEqualTo("deleting");
        Answer again = client.delete("/v1/databases/prod");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.string("/id")).isEqualTo(deleted.string("/id"));
        long version =
                server.postgres()
                        .worker()
                        .select(DATABASE.SETTINGS_VERSION)
                        .from(DATABASE)
                        .where(DATABASE.ACCOUNT_ID.eq(account.account().value()))
                        .fetchSingle()
                        .value1();
        assertThat(version).isEqualTo(2);

        client.post("/v1/http-endpoints", Bodies.endpoint("crm"));
        Answer sink = client.post("/v1/sinks", Bodies.sink("s", "prod", "crm"));
        assertThat(sink.status()).isEqualTo(409);
        assertThat(sink.string("/code")).isEqualTo("database_deleting");
    }

    @Test
    void aDatabaseThatIsUsedStays() {
        client.post("/v1/databases", Bodies.database("prod"));
        client.post("/v1/http-endpoints", Bodies.endpoint("crm"));
        client.post("/v1/sinks", Bodies.sink("orders", "prod", "crm"));

        Answer refused = client.delete("/v1/databases/prod");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.string("/code")).isEqualTo("in_use");
        assertThat(refused.string("/detail")).contains("orders");
    }

    @Test
    void aNameIsTakenOnce() {
        client.post("/v1/databases", Bodies.database("prod"));
        Answer second = client.post("/v1/databases", Bodies.database("prod"));
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.string("/code")).isEqualTo("name_taken");
        assertThat(server.client().post("/v1/databases", Bodies.database("prod")).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    name        | "Prod"              | /name        | invalid_name
                    name        | ""                  | /name        | empty
                    name        | "-a"                | /name        | invalid_name
                    name        | "db_01arz3ndektsv4rrffq69g5fav" | /name | invalid_name
                    name        | null                | /name        | required
                    name        | 7                   | /name        | wrong_type
                    hostname    | "h/db?socketFactory=x" | /hostname | invalid_hostname
                    hostname    | "a@b"               | /hostname    | invalid_hostname
                    hostname    | "a:5432"            | /hostname    | invalid_hostname
                    hostname    | "[::1]"             | /hostname    | invalid_hostname
                    hostname    | "fe80::1%eth0"      | /hostname    | invalid_hostname
                    hostname    | "a,b"               | /hostname    | invalid_hostname
                    hostname    | "/tmp/.s.PGSQL"     | /hostname    | invalid_hostname
                    hostname    | ""                  | /hostname    | empty
                    hostname    | "169.254.169.254"   | /hostname    | egress_denied
                    hostname    | "0.0.0.0"           | /hostname    | egress_denied
                    port        | 0                   | /port        | out_of_range
                    port        | 65536               | /port        | out_of_range
                    port        | "5432"              | /port        | wrong_type
                    port        | 99999999999         | /port        | out_of_range
                    port        | 1.5                 | /port        | wrong_type
                    database    | ""                  | /database    | empty
                    database    | "a\\u0000b"         | /database    | invalid
                    username    | "a\\nb"             | /username    | invalid
                    password    | ""                  | /password    | empty
                    password    | null                | /password    | required
                    password    | ["x"]               | /password    | wrong_type
                    tls         | "none"              | /tls         | wrong_type
                    tls         | {"mode":"prefer"}   | /tls/mode    | unknown_value
                    tls         | {"ca":"x"}          | /tls/ca      | invalid_certificate
                    tls         | {"modus":"require"} | /tls/modus   | unknown_field
                    slot        | {"name":"A-b"}      | /slot/name   | invalid_slot_name
                    slot        | {"create":"yes"}    | /slot/create | wrong_type
                    publication | {"tables":"a"}      | /publication/tables | wrong_type
                    publication | {"tables":["a","a b"]} | /publication/tables/1 | invalid_table
                    publication | {"tables":["a","public.A"]} | /publication/tables/1 | duplicate
                    hostnam     | "x"                 | /hostnam     | unknown_field
                    a/b~c       | 1                   | /a~1b~0c     | unknown_field
                    """)
    void aWrongFieldIsNamed(String field, String value, String pointer, String code) {
        String fine = Bodies.database("prod").strip();
        String body =
                fine.contains("\"" + field + "\":")
                        ? fine.replaceFirst(
                                "\"" + field + "\":\"[^\"]*\"",
                                Matcher.quoteReplacement("\"" + field + "\":" + value))
                        : fine.replace("}", ",\"" + field + "\":" + value + "}");
        Answer refused = client.post("/v1/databases", body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/code")).isEqualTo("invalid_fields");
        assertThat(refused.json().at("/errors").size()).isEqualTo(1);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(refused.string("/errors/0/code")).isEqualTo(code);
    }

    @Test
    void everythingWrongIsSaidAtOnceAndNearNamesAreTold() {
        Answer refused = client.post("/v1/databases", "{\"hostnam\":\"x\",\"port\":true}");
        assertThat(refused.json().at("/errors").size()).isEqualTo(7);
        assertThat(refused.text()).contains("Near are: hostname.");
    }
}
