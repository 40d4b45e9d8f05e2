package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.accounts.NewAccount;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinksTest {
    private final ApiServer server = ApiServer.shared();
    private final PlayedOwner owner = server.bean(PlayedOwner.class);
    private final NewAccount account = server.createAccount();
    private final Client client = server.client(account);

    @BeforeEach
    void createWhatSinksNeed() {
        client.post("/v1/databases", Bodies.database("prod"));
        client.post("/v1/http-endpoints", Bodies.endpoint("crm"));
        owner.acknowledges = false;
    }

    @AfterEach
    void ownerIsAway() {
        owner.acknowledges = false;
    }

    @Test
    void aSinkIsSavedWithDefaults() {
        Answer created = client.post("/v1/sinks", Bodies.sink("orders", "prod", "crm"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.string("/database")).isEqualTo("prod");
        assertThat(DatabaseId.parse(created.string("/database_id"))).isPresent();
        assertThat(created.string("/tables/0")).isEqualTo("public.orders");
        assertThat(created.json().at("/actions").toString())
                .isEqualTo("[\"insert\",\"update\",\"delete\"]");
        assertThat(created.string("/message_kind")).isEqualTo("change");
        assertThat(created.string("/group_by")).isEqualTo("primary_key");
        assertThat(created.string("/destination/type")).isEqualTo("webhook");
        assertThat(created.string("/destination/http_endpoint")).isEqualTo("crm");
        assertThat(created.string("/destination/path")).isEqualTo("/orders");
        assertThat(created.json().at("/destination/batch").asBoolean()).isFalse();
        assertThat(created.json().at("/batch_size").asInt()).isEqualTo(1);
        assertThat(created.string("/request_timeout")).isEqualTo("30s");
        assertThat(created.json().at("/max_in_flight").asInt()).isEqualTo(50);
        assertThat(created.string("/retry/first_delay")).isEqualTo("1s");
        assertThat(created.string("/retry/max_delay")).isEqualTo("10m");
        assertThat(created.string("/state")).isEqualTo("starting");
        assertThat(client.get("/v1/sinks/orders").json()).isEqualTo(created.json());
        assertThat(client.get("/v1/sinks/" + created.string("/id")).json())
                .isEqualTo(created.json());
        assertThat(client.get("/v1/sinks").json().at("/data/0")).isEqualTo(created.json());
    }

    @Test
    void everyFieldIsKept() {
        String database = client.get("/v1/databases/prod").string("/id");
        String endpoint = client.get("/v1/http-endpoints/crm").string("/id");
        Answer created =
                client.post(
                        "/v1/sinks",
                        """
                        {"name":"all","database":"%s","tables":["Sales.Orders","\\"Sales\\".\\"Or.ders\\""],
                         "actions":["update"],"message_kind":"record","group_by":"none",
                         "destination":{"http_endpoint":"%s","batch":true},"batch_size":1000,
                         "request_timeout":"1500ms","max_in_flight":1,
                         "retry":{"first_delay":"200ms","max_delay":"1d"}}
                        """
                                .formatted(database, endpoint));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.json().at("/tables").toString())
                .isEqualTo("[\"\\\"Sales\\\".\\\"Or.ders\\\"\",\"sales.orders\"]");
        assertThat(created.string("/request_timeout")).isEqualTo("1500ms");
        assertThat(created.string("/retry/first_delay")).isEqualTo("200ms");
        assertThat(created.string("/retry/max_delay")).isEqualTo("1d");
        assertThat(created.json().at("/batch_size").asInt()).isEqualTo(1000);
        assertThat(created.string("/message_kind")).isEqualTo("record");
    }

    @Test
    void aBatchHasAHundredMessagesByDefault() {
        String body =
                Bodies.sink("orders", "prod", "crm").replace("\"path\"", "\"batch\":true,\"path\"");
        assertThat(client.post("/v1/sinks", body).json().at("/batch_size").asInt()).isEqualTo(100);
    }

    @Test
    void aSinkThatTheOwnerKnowsIsActive() {
        owner.acknowledges = true;
        Answer created = client.post("/v1/sinks", Bodies.sink("orders", "prod", "crm"));
        assertThat(created.string("/state")).isEqualTo("active");
    }

    @Test
    void numbersAreNeverUsedAgainAndVersionsRise() {
        client.post("/v1/sinks", Bodies.sink("a", "prod", "crm"));
        assertThat(client.delete("/v1/sinks/a").status()).isEqualTo(204);
        client.post("/v1/sinks", Bodies.sink("b", "prod", "crm"));

        var sink =
                server.postgres()
                        .worker()
                        .selectFrom(SINK)
                        .where(SINK.ACCOUNT_ID.eq(account.account().value()))
                        .fetchSingle();
        assertThat(sink.getNumber()).isEqualTo(2);
        assertThat(sink.getSettingsVersion()).isEqualTo(4);
    }

    @Test
    void aRefusedSinkTakesNoNumber() {
        client.post("/v1/sinks", Bodies.sink("a", "prod", "crm"));
        Answer taken = client.post("/v1/sinks", Bodies.sink("a", "prod", "crm"));
        assertThat(taken.status()).isEqualTo(409);
        var database =
                server.postgres()
                        .worker()
                        .selectFrom(DATABASE)
                        .where(DATABASE.ACCOUNT_ID.eq(account.account().value()))
                        .fetchSingle();
        assertThat(database.getNextSinkNumber()).isEqualTo(2);
        assertThat(database.getSettingsVersion()).isEqualTo(2);
    }

    @Test
    void thePositionIsShown() {
        Answer created = client.post("/v1/sinks", Bodies.sink("orders", "prod", "crm"));
        assertThat(created.json().at("/position").isNull()).isTrue();
        server.postgres()
                .worker()
                .insertInto(SINK_CURSOR)
                .set(SINK_CURSOR.ACCOUNT_ID, account.account().value())
                .set(SINK_CURSOR.SINK_ID, SinkId.parse(created.string("/id")).orElseThrow().value())
                .set(
                        SINK_CURSOR.DATABASE_ID,
                        DatabaseId.parse(created.string("/database_id")).orElseThrow().value())
                .set(SINK_CURSOR.EPOCH, 1L)
                .set(SINK_CURSOR.START_SEQ, 5L)
                .set(SINK_CURSOR.MARK, 17L)
                .set(SINK_CURSOR.DELIVERED, 12L)
                .execute();
        assertThat(client.get("/v1/sinks/orders").json().at("/position").toString())
                .isEqualTo(
                        "{\"mark\":17,\"delivered\":12,\"undecided\":0,\"erased\":0,\"pending\":0,\"dead\":0}");
    }

    @Test
    void aReferenceThatMeansNothingIsNotFound() {
        Answer noDatabase = client.post("/v1/sinks", Bodies.sink("a", "other", "crm"));
        assertThat(noDatabase.status()).isEqualTo(404);
        assertThat(noDatabase.string("/code")).isEqualTo("database_not_found");
        assertThat(noDatabase.string("/errors/0/pointer")).isEqualTo("/database");
        Answer noEndpoint = client.post("/v1/sinks", Bodies.sink("a", "prod", "other"));
        assertThat(noEndpoint.string("/errors/0/pointer")).isEqualTo("/destination/http_endpoint");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "actions":["truncate"],"message_kind":"record" | /actions | conflict
                    "logical_messages":["rowhook:x"] | /logical_messages/0 | reserved_prefix
                    "logical_messages":["a*b"]    | /logical_messages/0 | invalid_prefix
                    "logical_messages":["a","a"]  | /logical_messages/1 | duplicate
                    "logical_messages":["a"],"start":{"at":"2020-01-01T00:00:00Z"} | /start | conflict
                    "actions":["read"]            | /actions/0       | unknown_value
                    "actions":[]                  | /actions         | out_of_range
                    "actions":["insert","insert"] | /actions/1       | duplicate
                    "message_kind":"both"         | /message_kind    | unknown_value
                    "group_by":{"id":1}           | /group_by        | wrong_type
                    "group_by":"customer_id"      | /group_by        | unknown_value
                    "group_by":[]                 | /group_by        | out_of_range
                    "group_by":["a","a"]          | /group_by/1      | duplicate
                    "group_by":["a",7]            | /group_by/1      | wrong_type
                    "group_by":[""]               | /group_by/0      | empty
                    "batch_size":0                | /batch_size      | out_of_range
                    "batch_size":2                | /batch_size      | out_of_range
                    "request_timeout":"999ms"     | /request_timeout | out_of_range
                    "request_timeout":"6m"        | /request_timeout | out_of_range
                    "request_timeout":"PT30S"     | /request_timeout | invalid_duration
                    "request_timeout":30          | /request_timeout | wrong_type
                    "max_in_flight":1001          | /max_in_flight   | out_of_range
                    "retry":{"first_delay":"1h","max_delay":"1m"} | /retry/max_delay | out_of_range
                    "filter":7                    | /filter          | wrong_type
                    "backfil":{}                  | /backfil         | unknown_field
                    """)
    void aWrongFieldIsNamed(String field, String pointer, String code) {
        String fine = Bodies.sink("orders", "prod", "crm").strip();
        Answer refused =
                client.post("/v1/sinks", fine.substring(0, fine.length() - 1) + "," + field + "}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(refused.string("/errors/0/code")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"[]", "[\"a b\"]", "[\"a.b.c\"]", "\"a\"", "[\"a;drop\"]", "[7]"})
    void whatNamesNoTableIsRefused(String tables) {
        String body = Bodies.sink("orders", "prod", "crm").replace("[\"public.orders\"]", tables);
        assertThat(client.post("/v1/sinks", body).string("/errors/0/pointer"))
                .startsWith("/tables");
    }
}
