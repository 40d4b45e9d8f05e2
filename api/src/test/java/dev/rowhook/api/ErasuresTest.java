package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.AUDIT_EVENT;
import static dev.rowhook.store.jooq.Tables.ERASURE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.core.ErasureId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.store.keys.DataKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.sql.SQLException;
import java.util.UUID;

/// What is asked of an erasure, and what is told of one. Its owner is not here.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErasuresTest {
    private static final String PLANTED = "planted-key-4c1d";

    private final SinkWithLog sink = withLog();
    private final Client client = sink.client;

    private static SinkWithLog withLog() {
        SinkWithLog made = new SinkWithLog();
        made.append("1", made.now, true);
        return made;
    }

    private Answer erase(String key) {
        return client.post(
                "/v1/erasures",
                "{\"database\":\"prod\",\"table\":\"public.orders\",\"key\":%s}".formatted(key));
    }

    private UUID id(Answer erasure) {
        return ErasureId.parse(erasure.string("/id")).orElseThrow().value();
    }

    private String key(UUID erasure) {
        byte[] sealed =
                sink.worker
                        .select(ERASURE.SEALED)
                        .from(ERASURE)
                        .where(ERASURE.ID.eq(erasure))
                        .fetchSingle()
                        .value1();
        SealedPlace place = SealedPlace.erasureKey(sink.account.account(), new ErasureId(erasure));
        return sink.server.bean(DataKeys.class).openSecret(sink.worker, place, sealed).reveal();
    }

    @Test
    void oneThatIsAskedForWaitsForTheOwner() throws SQLException {
        try (HeardSignals signals = HeardSignals.of(sink.server.postgres(), "rowhook_erasures")) {
            Answer erasure = erase("{\"id\":7}");
            assertThat(erasure.status()).isEqualTo(202);
            assertThat(erasure.string("/status")).isEqualTo("pending");
            assertThat(erasure.string("/table")).isEqualTo("public.orders");
            assertThat(erasure.string("/key_columns/0")).isEqualTo("id");
            assertThat(erasure.string("/requested_by"))
                    .isEqualTo(sink.account.tokenId().toString());
            assertThat(erasure.json().at("/erased/changes").asInt(-1)).isZero();
            assertThat(key(id(erasure))).isEqualTo("{\"id\":\"7\"}");
            assertThat(client.get("/v1/erasures/" + erasure.string("/id")).json())
                    .isEqualTo(erasure.json());
            assertThat(signals.next()).hasSize(36);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"id":"7"}                  | {"id":"7"}
                    {"id":12345678901234567890} | {"id":"12345678901234567890"}
                    {"id":7.10}                 | {"id":"7.10"}
                    {"id":true}                 | {"id":"true"}
                    {"id":""}                   | {"id":""}
                    """)
    void aValueIsTheTextOfIt(String key, String texts) {
        assertThat(key(id(erase(key)))).isEqualTo(texts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "database":"prod","table":"public.orders"                              | /key      | required
                    "database":"prod","key":{"id":7}                                       | /table    | required
                    "table":"public.orders","key":{"id":7}                                 | /database | required
                    "database":"prod","table":"a.b.c","key":{"id":7}                       | /table    | invalid_table
                    "database":"prod","table":"public.customer","key":{"id":7}             | /table    | unknown_table
                    "database":"prod","table":"public.orders","key":{}                     | /key      | wrong_key
                    "database":"prod","table":"public.orders","key":{"name":"a"}           | /key      | wrong_key
                    "database":"prod","table":"public.orders","key":{"id":7,"name":"a"}    | /key      | wrong_key
                    "database":"prod","table":"public.orders","key":{"id":null}            | /key/id   | wrong_type
                    "database":"prod","table":"public.orders","key":{"id":[7]}             | /key/id   | wrong_type
                    "database":"prod","table":"public.orders","key":{"id":{"a":7}}         | /key/id   | wrong_type
                    "database":"prod","table":"public.orders","key":[7]                    | /key      | wrong_type
                    "database":"prod","table":"public.orders","key":{"id":7},"all":true    | /all      | unknown_field
                    """)
    void whatIsWrongIsNamed(String fields, String pointer, String code) {
        Answer refused = client.post("/v1/erasures", "{" + fields + "}");
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(refused.string("/errors/0/code")).isEqualTo(code);
    }

    @Test
    void aDatabaseThatIsNotThereIsNotFound() {
        Answer refused =
                client.post(
                        "/v1/erasures",
                        "{\"database\":\"other\",\"table\":\"public.orders\",\"key\":{\"id\":7}}");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.string("/code")).isEqualTo("database_not_found");
        assertThat(client.get("/v1/erasures/" + ErasureId.create()).status()).isEqualTo(404);
        assertThat(client.get("/v1/erasures/none").string("/code")).isEqualTo("erasure_not_found");
    }

    @Test
    void theKeyStandsNeitherInTheRowNorInTheAuditLog() {
        Answer erasure = erase("{\"id\":\"%s\"}".formatted(PLANTED));
        String row =
                sink.server
                        .postgres()
                        .superuser()
                        .fetchSingle(
                                "select e::text || encode(sealed, 'escape') from rowhook.erasure e where id = ?",
                                id(erasure))
                        .get(0, String.class);
        assertThat(row).contains("orders").doesNotContain(PLANTED);
        String changes =
                sink.worker
                        .select(AUDIT_EVENT.CHANGES)
                        .from(AUDIT_EVENT)
                        .where(AUDIT_EVENT.RESOURCE_ID.eq(erasure.string("/id")))
                        .and(AUDIT_EVENT.ACTION.eq("erasure.create"))
                        .fetchSingle()
                        .value1()
                        .data();
        assertThat(changes)
                .contains("public.orders", "\"key_columns\": [\"id\"]")
                .doesNotContain(PLANTED);
        assertThat(erasure.text()).doesNotContain(PLANTED);
    }

    @Test
    void theNewestComesFirst() {
        String first = erase("{\"id\":1}").string("/id");
        String second = erase("{\"id\":2}").string("/id");
        JsonNode page = client.get("/v1/erasures?limit=1").json();
        assertThat(page.at("/data/0/id").asString()).isEqualTo(second);
        String next = page.at("/next_cursor").asString();
        assertThat(client.get("/v1/erasures?limit=1&cursor=" + next).string("/data/0/id"))
                .isEqualTo(first);
    }

    @Test
    void whoMayOnlyReadErasesNothing() {
        String token =
                client.post("/v1/tokens", "{\"name\":\"r\",\"scopes\":[\"databases:read\"]}")
                        .string("/token");
        Client reader = new Client(sink.server.uri(), token);
        assertThat(reader.post("/v1/erasures", "{}").status()).isEqualTo(403);
        assertThat(reader.get("/v1/erasures").status()).isEqualTo(200);
    }
}
