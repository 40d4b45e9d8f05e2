package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.SINK;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.store.accounts.NewAccount;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

class SinkEditsTest {
    private final ApiServer server = ApiServer.shared();
    private final PlayedOwner owner = server.bean(PlayedOwner.class);
    private final NewAccount account = server.createAccount();
    private final Client client = server.client(account);

    @BeforeEach
    void createASink() {
        client.post("/v1/databases", Bodies.database("prod"));
        client.post("/v1/http-endpoints", Bodies.endpoint("crm"));
        client.post("/v1/sinks", Bodies.sink("orders", "prod", "crm"));
        owner.acknowledges = true;
        owner.awaited.clear();
    }

    @AfterEach
    void ownerIsAway() {
        owner.acknowledges = false;
    }

    @Test
    void aSinkIsPausedAndResumed() {
        Answer before = client.get("/v1/sinks/orders");
        assertThat(before.string("/status")).isEqualTo("active");

        Answer paused = client.patch("/v1/sinks/orders", "{\"status\":\"paused\"}");
        assertThat(paused.status()).as(paused.text()).isEqualTo(200);
        assertThat(paused.string("/status")).isEqualTo("paused");
        assertThat(paused.string("/state")).isEqualTo(before.string("/state"));
        assertThat(client.get("/v1/sinks/orders").json()).isEqualTo(paused.json());

        client.patch("/v1/sinks/orders", "{\"status\":\"active\"}");
        assertThat(client.get("/v1/sinks/orders").withoutRevision())
                .isEqualTo(before.withoutRevision());
    }

    @Test
    void aSinkIsMadePaused() {
        String body = Bodies.sink("later", "prod", "crm").replaceFirst("}\\s*$", "");
        Answer created = client.post("/v1/sinks", body + ",\"status\":\"paused\"}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.string("/status")).isEqualTo("paused");
        assertThat(created.string("/state")).isEqualTo("active");
    }

    @Test
    void everythingThatMayChangeIsChanged() {
        Answer changed =
                client.patch(
                        "/v1/sinks/orders",
                        "application/json",
                        """
                        {"name":"renamed","status":"paused","batch_size":7,"request_timeout":"1500ms",
                         "max_in_flight":3,"retry":{"first_delay":"200ms","max_delay":"1d"},
                         "destination":{"batch":true,"path":"/new"}}
                        """);
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        SinkRecord sink = sink();
        assertThat(sink.getName()).isEqualTo("renamed");
        assertThat(sink.getBatchSize()).isEqualTo(7);
        assertThat(changed.string("/request_timeout")).isEqualTo("1500ms");
        assertThat(changed.json().at("/max_in_flight").asInt()).isEqualTo(3);
        assertThat(changed.string("/retry/first_delay")).isEqualTo("200ms");
        assertThat(changed.string("/retry/max_delay")).isEqualTo("1d");
        assertThat(changed.string("/destination/path")).isEqualTo("/new");
        assertThat(changed.json().at("/destination/batch").asBoolean()).isTrue();
        assertThat(client.get("/v1/sinks/renamed").json()).isEqualTo(changed.json());
    }

    @Test
    void whatIsNotNamedStays() {
        client.patch(
                "/v1/sinks/orders",
                "{\"destination\":{\"batch\":true},\"retry\":{\"max_delay\":\"20m\"}}");
        Answer changed = client.patch("/v1/sinks/orders", "{\"max_in_flight\":9}");
        assertThat(changed.json().at("/destination/batch").asBoolean()).isTrue();
        assertThat(changed.string("/destination/path")).isEqualTo("/orders");
        assertThat(changed.string("/retry/max_delay")).isEqualTo("20m");
        assertThat(changed.string("/retry/first_delay")).isEqualTo("1s");
        assertThat(changed.json().at("/batch_size").asInt()).isEqualTo(1);
    }

    @Test
    void nullBringsTheDefaultBack() {
        JsonNode defaults = client.get("/v1/sinks/orders").withoutRevision();
        client.patch(
                "/v1/sinks/orders",
                """
                {"status":"paused","batch_size":7,"request_timeout":"2m","max_in_flight":3,
                 "retry":{"first_delay":"2s","max_delay":"1d"},"destination":{"batch":true}}
                """);
        Answer reset =
                client.patch(
                        "/v1/sinks/orders",
                        """
                        {"status":null,"batch_size":null,"request_timeout":null,"max_in_flight":null,
                         "retry":null,"destination":{"batch":null}}
                        """);
        assertThat(reset.status()).as(reset.text()).isEqualTo(200);
        assertThat(reset.withoutRevision()).isEqualTo(defaults);
        client.patch("/v1/sinks/orders", "{\"destination\":{\"path\":null}}");
        assertThat(client.get("/v1/sinks/orders").string("/destination/path")).isEmpty();
    }

    @Test
    void theDefaultOfABatchFollowsTheDestination() {
        Answer changed =
                client.patch(
                        "/v1/sinks/orders",
                        "{\"destination\":{\"batch\":true},\"batch_size\":null}");
        assertThat(changed.json().at("/batch_size").asInt()).isEqualTo(100);
        Answer refused = client.patch("/v1/sinks/orders", "{\"destination\":{\"batch\":false}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo("/batch_size");
    }

    @Test
    void anEditTakesAVersionAndAwaitsIt() {
        client.patch("/v1/sinks/orders", "{\"status\":\"paused\"}");
        assertThat(sink().getSettingsVersion()).isEqualTo(3);
        assertThat(databaseVersion()).isEqualTo(3);
        assertThat(owner.awaited).containsExactly(3L);
    }

    @Test
    void anEditThatIsOnlySavedIsAccepted() {
        owner.acknowledges = false;
        Answer saved = client.patch("/v1/sinks/orders", "{\"status\":\"paused\"}");
        assertThat(saved.status()).isEqualTo(202);
        assertThat(saved.string("/status")).isEqualTo("paused");
    }

    @Test
    void whatChangesNothingTakesNoVersion() {
        client.patch("/v1/sinks/orders", "{}");
        Answer same =
                client.patch(
                        "/v1/sinks/orders",
                        "{\"status\":\"active\",\"batch_size\":null,\"retry\":{\"first_delay\":\"1000ms\"}}");
        assertThat(same.status()).isEqualTo(200);
        assertThat(sink().getSettingsVersion()).isEqualTo(2);
        assertThat(databaseVersion()).isEqualTo(2);
    }

    @Test
    void aNameThatIsTakenIsAConflict() {
        client.post("/v1/sinks", Bodies.sink("other", "prod", "crm"));
        Answer taken = client.patch("/v1/sinks/orders", "{\"name\":\"other\"}");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.string("/code")).isEqualTo("name_taken");
        assertThat(sink().getSettingsVersion()).isEqualTo(2);
    }

    @Test
    void anEditOfNoSinkIsNotFound() {
        assertThat(client.patch("/v1/sinks/none", "{\"status\":\"odd\"}").status()).isEqualTo(404);
        assertThat(client.patch("/v1/sinks/orders", "text/plain", "{}").status()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "database":"prod"                    | /database                     | immutable
                    "tables":["public.orders"]           | /tables                       | immutable
                    "actions":null                       | /actions                      | immutable
                    "message_kind":"record"              | /message_kind                 | immutable
                    "group_by":"none"                    | /group_by                     | immutable
                    "destination":{"http_endpoint":"b"}  | /destination/http_endpoint    | immutable
                    "destination":{"type":"webhook"}     | /destination/type             | immutable
                    "destination":null                   | /destination                  | required
                    "destination":"x"                    | /destination                  | wrong_type
                    "id":"snk_1"                         | /id                           | immutable
                    "state":"active"                     | /state                        | immutable
                    "name":null                          | /name                         | required
                    "name":"A b"                         | /name                         | invalid_name
                    "status":"stopped"                   | /status                       | unknown_value
                    "status":true                        | /status                       | wrong_type
                    "batch_size":2                       | /batch_size                   | out_of_range
                    "batch_size":{}                      | /batch_size                   | wrong_type
                    "request_timeout":"6m"               | /request_timeout              | out_of_range
                    "max_in_flight":0                    | /max_in_flight                | out_of_range
                    "retry":{"max_delay":"100ms"}        | /retry/max_delay              | out_of_range
                    "retry":[]                           | /retry                        | wrong_type
                    "destination":{"path":"//host"}      | /destination/path             | invalid_path
                    "statsu":"paused"                    | /statsu                       | unknown_field
                    "backfill":null                      | /backfill                     | unknown_field
                    """)
    void aWrongFieldIsNamed(String field, String pointer, String code) {
        Answer refused = client.patch("/v1/sinks/orders", "{" + field + "}");
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(refused.string("/errors/0/code")).isEqualTo(code);
        assertThat(sink().getSettingsVersion()).isEqualTo(2);
    }

    @Test
    void nearNamesOfWhatMayChangeAreTold() {
        Answer refused = client.patch("/v1/sinks/orders", "{\"statsu\":\"paused\",\"tables\":[]}");
        assertThat(refused.json().at("/errors").toString())
                .contains("Near are: status.")
                .contains("make another sink instead");
    }

    private SinkRecord sink() {
        return server.postgres()
                .worker()
                .selectFrom(SINK)
                .where(SINK.ACCOUNT_ID.eq(account.account().value()))
                .orderBy(SINK.NUMBER)
                .limit(1)
                .fetchSingle();
    }

    private long databaseVersion() {
        return server.postgres()
                .worker()
                .select(DATABASE.SETTINGS_VERSION)
                .from(DATABASE)
                .where(DATABASE.ACCOUNT_ID.eq(account.account().value()))
                .fetchSingle()
                .value1();
    }
}
