package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_DELIVERY;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.accounts.NewAccount;

import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.UUID;

/// What a sink may be told about the way it delivers.
class SinkSettingsTest {
    private static final String DEFAULTS =
            """
            {"batch_size":1,"batch_bytes":1048576,"batch_timeout":"0s","request_timeout":"30s","max_in_flight":50,
             "retry":{"first_delay":"1s","max_delay":"10m","max_age":"3d","max_attempts":null,"on_exhausted":"park_group",
                      "retry_statuses":["100-999"],"accept_statuses":[],"discard_statuses":[]},
             "format":"native","timestamp_format":"iso8601","bigint_as_string":false,"compression":"none",
             "max_message_bytes":5242880,"on_oversize":"dead_letter",
             "attempt_retention":"7d","dead_letter_retention":"30d","status":"active","status_reason":null}
            """;
    private static final String OTHERS =
            """
            {"batch_size":7,"batch_bytes":1024,"batch_timeout":"50ms","request_timeout":"5m","max_in_flight":1000,
             "retry":{"first_delay":"1h","max_delay":"1d","max_age":"30d","max_attempts":100000,"on_exhausted":"pause_sink",
                      "retry_statuses":["500-599","!503"],"accept_statuses":["404","410"],"discard_statuses":[">400"]},
             "format":"cloudevents","timestamp_format":"unix_microsecond","bigint_as_string":true,"compression":"gzip",
             "max_message_bytes":67108864,"on_oversize":"omit_columns",
             "attempt_retention":"90d","dead_letter_retention":"365d","status":"paused",
             "destination":{"path":"/new","batch":true,"headers":{"X-Team":"blue"}}}
            """;

    private final ApiServer server = ApiServer.shared();
    private final NewAccount account = server.createAccount();
    private final Client client = server.client(account);

    @BeforeEach
    void createWhatSinksNeed() {
        client.post("/v1/databases", Bodies.database("prod"));
        client.post(
                "/v1/http-endpoints",
                """
                {"name":"crm","url":"https://a.io","headers":{"X-Plain":"a"},"encrypted_headers":{"X-Key":"hunter2"}}
                """);
    }

    private static String sinkWith(String fields) {
        String fine = Bodies.sink("orders", "prod", "crm").strip();
        return fine.substring(0, fine.length() - 1) + "," + fields + "}";
    }

    private Answer create() {
        Answer created = client.post("/v1/sinks", Bodies.sink("orders", "prod", "crm"));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created;
    }

    private static void holds(Answer answer, String fields) {
        JsonNode json = JsonMapper.shared().readTree(fields);
        json.asObject()
                .forEachEntry((name, value) -> {
                    if (value.isObject()) {
                        value.asObject()
                                .forEachEntry((inner, expected) ->
                                        assertThat(answer.json().at("/" + name + "/" + inner))
                                                .as(name + "." + inner)
                                                .isEqualTo(expected));
                    } else {
                        assertThat(answer.json().at("/" + name)).as(name).isEqualTo(value);
                    }
                });
    }

    @Test
    void theDefaultsAreShown() {
        Answer created = create();
        holds(created, DEFAULTS);
        assertThat(created.json().at("/destination/headers").toString()).isEqualTo("{}");
        assertThat(created.json().at("/delivery").isNull()).isTrue();
    }

    @Test
    void everythingIsChangedAtOnceAndBroughtBack() {
        create();
        Answer changed = client.patch("/v1/sinks/orders", OTHERS);
        assertThat(changed.status()).as(changed.text()).isIn(200, 202);
        holds(changed, OTHERS);
        assertThat(client.get("/v1/sinks/orders").json()).isEqualTo(changed.json());

        Answer reset =
                client.patch(
                        "/v1/sinks/orders",
                        """
                        {"batch_size":null,"batch_bytes":null,"batch_timeout":null,"request_timeout":null,
                         "max_in_flight":null,"retry":null,"format":null,"timestamp_format":null,
                         "bigint_as_string":null,"compression":null,"max_message_bytes":null,"on_oversize":null,
                         "attempt_retention":null,"dead_letter_retention":null,"status":null,
                         "destination":{"batch":null,"headers":null}}
                        """);
        holds(reset, DEFAULTS);
        assertThat(reset.json().at("/destination/headers").toString()).isEqualTo("{}");
    }

    @Test
    void everythingIsSetAtCreation() {
        Answer created =
                client.post(
                        "/v1/sinks",
                        OTHERS.strip()
                                .replaceFirst(
                                        "\\{",
                                        "{\"name\":\"all\",\"database\":\"prod\",\"tables\":[\"t\"],")
                                .replace(
                                        "\"path\":\"/new\"",
                                        "\"http_endpoint\":\"crm\",\"path\":\"/new\""));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        holds(created, OTHERS);
        assertThat(created.string("/destination/http_endpoint")).isEqualTo("crm");
    }

    @Test
    void aMessageMayNeverGetTooOld() {
        Answer created = client.post("/v1/sinks", sinkWith("\"retry\":{\"max_age\":null}"));
        assertThat(created.json().at("/retry/max_age").isNull()).isTrue();
        Answer other = client.patch("/v1/sinks/orders", "{\"retry\":{\"max_attempts\":3}}");
        assertThat(other.json().at("/retry/max_age").isNull()).isTrue();
        assertThat(other.json().at("/retry/max_attempts").asInt()).isEqualTo(3);
        Answer none =
                client.patch(
                        "/v1/sinks/orders",
                        "{\"retry\":{\"max_attempts\":null,\"max_age\":\"2d\"}}");
        assertThat(none.json().at("/retry/max_attempts").isNull()).isTrue();
        assertThat(none.string("/retry/max_age")).isEqualTo("2d");
        Answer endless = client.patch("/v1/sinks/orders", "{\"retry\":{\"max_age\":null}}");
        assertThat(endless.json().at("/retry/max_age").isNull()).isTrue();
        assertThat(endless.string("/retry/first_delay")).isEqualTo("1s");
    }

    @Test
    void headersAreMergedOneByOne() {
        create();
        client.patch(
                "/v1/sinks/orders", "{\"destination\":{\"headers\":{\"A\":\"1\",\"B\":\"2\"}}}");
        Answer changed =
                client.patch(
                        "/v1/sinks/orders",
                        "{\"destination\":{\"headers\":{\"A\":null,\"C\":\"3\",\"X-Plain\":\"b\"}}}");
        assertThat(changed.json().at("/destination/headers").toString())
                .isEqualTo("{\"B\":\"2\",\"C\":\"3\",\"X-Plain\":\"b\"}");
    }

    @Test
    void aHeaderInWhichTheEndpointSendsASecretIsRefused() {
        Answer refused =
                client.post(
                        "/v1/sinks",
                        Bodies.sink("orders", "prod", "crm")
                                .replace("\"path\"", "\"headers\":{\"x-key\":\"1\"},\"path\""));
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo("/destination/headers/x-key");
        assertThat(refused.string("/errors/0/code")).isEqualTo("duplicate");
        create();
        assertThat(
                        client.patch(
                                        "/v1/sinks/orders",
                                        "{\"destination\":{\"headers\":{\"X-KEY\":\"1\"}}}")
                                .status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "batch_bytes":1023                         | /batch_bytes             | out_of_range
                    "batch_bytes":16777217                     | /batch_bytes             | out_of_range
                    "batch_bytes":"1MiB"                       | /batch_bytes             | wrong_type
                    "batch_timeout":"50ms"                     | /batch_timeout           | out_of_range
                    "batch_timeout":"61s"                      | /batch_timeout           | out_of_range
                    "batch_timeout":50                         | /batch_timeout           | wrong_type
                    "retry":{"max_age":"999ms"}                | /retry/max_age           | out_of_range
                    "retry":{"max_age":"31d"}                  | /retry/max_age           | out_of_range
                    "retry":{"first_delay":"1m","max_age":"30s"} | /retry/max_age         | out_of_range
                    "retry":{"max_attempts":0}                 | /retry/max_attempts      | out_of_range
                    "retry":{"max_attempts":100001}            | /retry/max_attempts      | out_of_range
                    "retry":{"on_exhausted":"drop"}            | /retry/on_exhausted      | unknown_value
                    "retry":{"retry_statuses":"500"}           | /retry/retry_statuses    | wrong_type
                    "retry":{"retry_statuses":["4xx"]}         | /retry/retry_statuses    | invalid_status
                    "retry":{"accept_statuses":["!404"]}       | /retry/accept_statuses   | invalid_status
                    "retry":{"discard_statuses":["99"]}        | /retry/discard_statuses  | invalid_status
                    "retry":{"discard_statuses":[404]}         | /retry/discard_statuses/0 | wrong_type
                    "retry":{"max_agee":"1d"}                  | /retry/max_agee          | unknown_field
                    "format":"xml"                             | /format                  | unknown_value
                    "timestamp_format":"epoch"                 | /timestamp_format        | unknown_value
                    "bigint_as_string":"yes"                   | /bigint_as_string        | wrong_type
                    "compression":"br"                         | /compression             | unknown_value
                    "max_message_bytes":1023                   | /max_message_bytes       | out_of_range
                    "max_message_bytes":67108865               | /max_message_bytes       | out_of_range
                    "on_oversize":"cut"                        | /on_oversize             | unknown_value
                    "attempt_retention":"59m"                  | /attempt_retention       | out_of_range
                    "attempt_retention":"91d"                  | /attempt_retention       | out_of_range
                    "dead_letter_retention":"23h"              | /dead_letter_retention   | out_of_range
                    "dead_letter_retention":"366d"             | /dead_letter_retention   | out_of_range
                    """)
    void aWrongFieldIsNamed(String field, String pointer, String code) {
        isRefused(client.post("/v1/sinks", sinkWith(field)), pointer, code);
        create();
        isRefused(client.patch("/v1/sinks/orders", "{" + field + "}"), pointer, code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "format":"cloudevents_binary","destination":{"batch":true} | /format                     | not_batched
                    "destination":{"headers":{"Host":"x"}}                     | /destination/headers/Host   | reserved_header
                    "destination":{"headers":{"webhook-id":"x"}}               | /destination/headers/webhook-id | reserved_header
                    "destination":{"headers":{"A":"x\\n"}}                     | /destination/headers/A      | invalid_header_value
                    "destination":{"headers":{"A":"1","a":"2"}}                | /destination/headers        | duplicate
                    "destination":{"headers":{"A":7}}                          | /destination/headers/A      | wrong_type
                    "status_reason":null                                       | /status_reason              | immutable
                    "delivery":{}                                              | /delivery                   | immutable
                    "group_by":["id"]                                          | /group_by                   | immutable
                    """)
    void aWrongEditIsNamed(String field, String pointer, String code) {
        create();
        isRefused(client.patch("/v1/sinks/orders", "{" + field + "}"), pointer, code);
    }

    private static void isRefused(Answer refused, String pointer, String code) {
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(refused.string("/errors/0/code")).isEqualTo(code);
        assertThat(refused.json().at("/errors").size()).isEqualTo(1);
    }

    @Test
    void aBinaryEventIsNotBatched() {
        create();
        Answer single = client.patch("/v1/sinks/orders", "{\"format\":\"cloudevents_binary\"}");
        assertThat(single.string("/format")).isEqualTo("cloudevents_binary");
        isRefused(
                client.patch("/v1/sinks/orders", "{\"destination\":{\"batch\":true}}"),
                "/format",
                "not_batched");
    }

    @Test
    void theReasonOfAPauseGoesWhenTheSinkIsActiveAgain() {
        create();
        worker().update(SINK)
                .set(SINK.STATUS, "paused")
                .set(SINK.STATUS_REASON, "retries_exhausted")
                .where(SINK.ACCOUNT_ID.eq(account.account().value()))
                .execute();
        Answer paused = client.patch("/v1/sinks/orders", "{\"status\":\"paused\"}");
        assertThat(paused.string("/status_reason")).isEqualTo("retries_exhausted");
        Answer other = client.patch("/v1/sinks/orders", "{\"max_in_flight\":3}");
        assertThat(other.string("/status")).isEqualTo("paused");
        assertThat(other.string("/status_reason")).isEqualTo("retries_exhausted");
        Answer active = client.patch("/v1/sinks/orders", "{\"status\":\"active\"}");
        assertThat(active.string("/status")).isEqualTo("active");
        assertThat(active.json().at("/status_reason").isNull()).isTrue();
    }

    @Test
    void deadLettersAreCountedApartAndTheViewOfTheWorkerIsShown() {
        Answer created = create();
        UUID sink = SinkId.parse(created.string("/id")).orElseThrow().value();
        cursor(sink, DatabaseId.parse(created.string("/database_id")).orElseThrow().value());
        pending(sink, 1, false);
        pending(sink, 2, true);
        pending(sink, 3, true);
        worker().insertInto(SINK_DELIVERY)
                .set(SINK_DELIVERY.ACCOUNT_ID, account.account().value())
                .set(SINK_DELIVERY.SINK_ID, sink)
                .set(SINK_DELIVERY.BREAKER, "open")
                .set(SINK_DELIVERY.SINCE, Instant.parse("2026-11-21T07:00:00Z"))
                .set(SINK_DELIVERY.PROBE_AT, Instant.parse("2026-11-21T07:00:30Z"))
                .set(SINK_DELIVERY.CONCURRENCY, 4)
                .set(SINK_DELIVERY.LAST_CODE, "status")
                .set(SINK_DELIVERY.LAST_STATUS, 503)
                .execute();

        Answer shown = client.get("/v1/sinks/orders");
        assertThat(shown.json().at("/position").toString())
                .isEqualTo(
                        "{\"mark\":9,\"delivered\":0,\"undecided\":0,\"erased\":0,\"pending\":1,\"dead\":2}");
        assertThat(shown.json().at("/delivery").toString())
                .isEqualTo(
                        "{\"breaker\":\"open\",\"since\":\"2026-11-21T07:00:00Z\","
                                + "\"probe_at\":\"2026-11-21T07:00:30Z\",\"concurrency\":4,"
                                + "\"last_code\":\"status\",\"last_status\":503}");
    }

    private void cursor(UUID sink, UUID database) {
        worker().insertInto(SINK_CURSOR)
                .set(SINK_CURSOR.ACCOUNT_ID, account.account().value())
                .set(SINK_CURSOR.SINK_ID, sink)
                .set(SINK_CURSOR.DATABASE_ID, database)
                .set(SINK_CURSOR.EPOCH, 1L)
                .set(SINK_CURSOR.START_SEQ, 1L)
                .set(SINK_CURSOR.MARK, 9L)
                .execute();
    }

    private void pending(UUID sink, long seq, boolean dead) {
        worker().insertInto(SINK_PENDING)
                .set(SINK_PENDING.ACCOUNT_ID, account.account().value())
                .set(SINK_PENDING.SINK_ID, sink)
                .set(SINK_PENDING.SEQ, seq)
                .set(SINK_PENDING.GROUP_A, 1L)
                .set(SINK_PENDING.RELATION, 1)
                .set(SINK_PENDING.INCARNATION, 1)
                .set(SINK_PENDING.COMMIT_LSN, 1L)
                .set(SINK_PENDING.COMMIT_INDEX, 1L)
                .set(SINK_PENDING.COMMITTED_AT, 1L)
                .set(SINK_PENDING.CHANGE, new byte[1])
                .set(SINK_PENDING.DEAD_AT, dead ? Instant.EPOCH : null)
                .set(SINK_PENDING.DEAD_REASON, dead ? "retries_exhausted" : null)
                .execute();
    }

    private DSLContext worker() {
        return server.postgres().worker();
    }
}
