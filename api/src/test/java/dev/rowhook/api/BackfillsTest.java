package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.BACKFILL;
import static dev.rowhook.store.jooq.Tables.BACKFILL_TABLE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.core.BackfillId;
import dev.rowhook.store.jooq.tables.records.BackfillRecord;
import dev.rowhook.store.jooq.tables.records.BackfillTableRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

class BackfillsTest {
    private final SinkToFill sink = new SinkToFill();
    private final Client client = sink.client;

    @BeforeEach
    void theSourceAnswers() {
        sink.sourceAnswers();
    }

    @AfterEach
    void theSourceIsAway() {
        sink.sourceIsAway();
    }

    private Answer create(String fields) {
        return client.post("/v1/sinks/orders/backfills", "{" + fields + "}");
    }

    private Answer created(String fields) {
        Answer created = create(fields);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created;
    }

    private BackfillRecord row(Answer answer) {
        return sink.worker
                .selectFrom(BACKFILL)
                .where(BACKFILL.ID.eq(BackfillId.parse(answer.string("/id")).orElseThrow().value()))
                .fetchSingle();
    }

    private List<BackfillTableRecord> tables(Answer answer) {
        return sink.worker
                .selectFrom(BACKFILL_TABLE)
                .where(BACKFILL_TABLE.BACKFILL_ID.eq(row(answer).getId()))
                .orderBy(BACKFILL_TABLE.NUMBER)
                .fetch();
    }

    @Test
    void withoutFieldsAllTablesOfTheSinkAreRead() {
        sink.sourceIsAway();
        Answer created = created("");

        assertThat(created.string("/status")).isEqualTo("active");
        assertThat(created.string("/origin")).isEqualTo("request");
        assertThat(created.string("/sink")).isEqualTo("orders");
        assertThat(created.string("/sink_id")).isEqualTo(sink.id.toString());
        assertThat(created.json().at("/marks").asBoolean()).isFalse();
        assertThat(created.json().at("/rows").toString())
                .isEqualTo("{\"estimated\":null,\"read\":0,\"appended\":0,\"sent\":0}");
        assertThat(created.json().at("/tables/0").toString())
                .isEqualTo(
                        """
                        {"table":"public.items","state":"waiting",\
                        "rows":{"estimated":null,"read":0,"appended":0,"sent":0},\
                        "rate":null,"time_left":null,"error":null,"started_at":null,"completed_at":null}\
                        """);
        assertThat(tables(created))
                .extracting(BackfillTableRecord::getTableName)
                .containsExactly("items", "orders");
        assertThat(row(created).getDatabaseId()).isEqualTo(sink.database.value());
        assertThat(client.get("/v1/backfills/" + created.string("/id")).json())
                .isEqualTo(created.json());
    }

    @Test
    void everyFieldIsKept() {
        Answer created =
                created(
                        """
                        "tables":["orders"],"filter":"total > 5","sort_column":"id","start_position":"10",
                        "end_position":"20","marks":true,"rows_per_second":7
                        """);
        assertThat(created.string("/filter")).isEqualTo("total > 5");
        assertThat(created.string("/sort_column")).isEqualTo("id");
        assertThat(created.string("/start_position")).isEqualTo("10");
        assertThat(created.string("/end_position")).isEqualTo("20");
        assertThat(created.json().at("/marks").asBoolean()).isTrue();
        assertThat(created.json().at("/rows_per_second").asInt()).isEqualTo(7);
        assertThat(tables(created))
                .extracting(BackfillTableRecord::getTableName)
                .containsExactly("orders");
        BackfillRecord row = row(created);
        assertThat(
                        List.of(
                                row.getFilter(),
                                row.getSortColumn(),
                                row.getStartPosition(),
                                row.getEndPosition()))
                .containsExactly("total > 5", "id", "10", "20");
    }

    @Test
    void aSinkWithoutTablesHasNothingToRead() {
        String sink =
                Bodies.sink("outbox", "prod", "crm")
                        .replaceFirst("\"tables\":\\[[^]]*]", "\"logical_messages\":[\"outbox\"]");
        assertThat(client.post("/v1/sinks", sink).status()).isEqualTo(201);

        Answer refused = client.post("/v1/sinks/outbox/backfills", "{}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo("/tables");
        assertThat(refused.string("/errors/0/code")).isEqualTo("required");
    }

    @Test
    void theFilterMayNameWhatOnlyChangesHave() {
        created(
                "\"tables\":[\"orders\"],\"filter\":\"old.total is null and changed(id) and action = 'read'\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "tables":[]                                   | /tables          | out_of_range
                    "tables":["orders","public.orders"]           | /tables/1        | duplicate
                    "tables":["orders","users"]                   | /tables/1        | unknown_table
                    "tables":["a b"]                              | /tables/0        | invalid_table
                    "tables":"orders"                             | /tables          | wrong_type
                    "filter":""                                   | /filter          | empty
                    "filter":{"orders":"id > 1"}                  | /filter          | wrong_type
                    "filter":"id >"                               | /filter          | filter_syntax
                    "filter":"total > 1"                          | /filter          | filter_column
                    "filter":"id + 1"                             | /filter          | filter_type
                    "sort_column":"id"                            | /sort_column     | conflict
                    "start_position":"1"                          | /sort_column     | required
                    "end_position":"1"                            | /sort_column     | required
                    "sort_column":"total","start_position":"1"    | /sort_column     | unknown_column
                    "sort_column":"id","start_position":1         | /start_position  | wrong_type
                    "sort_column":"id","end_position":""          | /end_position    | empty
                    "marks":"yes"                                 | /marks           | wrong_type
                    "rows_per_second":0                           | /rows_per_second | out_of_range
                    "rows_per_second":10000001                    | /rows_per_second | out_of_range
                    "rows_per_second":1.5                         | /rows_per_second | wrong_type
                    "row_per_second":1                            | /row_per_second  | unknown_field
                    "status":"paused"                             | /status          | unknown_field
                    """)
    void aWrongFieldIsNamed(String fields, String pointer, String code) {
        Answer refused = create(fields);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).as(refused.text()).isEqualTo(pointer);
        assertThat(refused.string("/errors/0/code")).as(refused.text()).isEqualTo(code);
        assertThat(client.get("/v1/sinks/orders/backfills").json().at("/data").size()).isZero();
    }

    @Test
    void aPositionThatTheSourceRefusesIsNamed() {
        sink.sourceRefusesEnd("Postgres does not take it (error 22P02).");
        Answer refused = create("\"sort_column\":\"id\",\"start_position\":\"1\"");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo("/end_position");
        assertThat(refused.string("/errors/0/code")).isEqualTo("invalid_value");
        assertThat(refused.string("/errors/0/detail")).contains("22P02");
    }

    @Test
    void aTableThatIsNotThereYetHasNoColumns() {
        sink.sourceLacksItems();
        Answer range = create("\"sort_column\":\"id\",\"start_position\":\"1\"");
        assertThat(range.status()).isEqualTo(422);
        assertThat(range.string("/errors/0/pointer")).isEqualTo("/tables");
        assertThat(range.string("/errors/0/code")).isEqualTo("unknown_table");
        created("");
    }

    @Test
    void aSourceThatCannotBeAskedIsNoReasonToTakeThem() {
        sink.sourceIsAway();
        Answer refused = create("\"filter\":\"id > 1\"");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.string("/code")).isEqualTo("source_unreachable");
    }

    @Test
    void bareRowsHaveNoMarks() {
        client.post(
                "/v1/sinks",
                """
                {"name":"rows","database":"prod","tables":["public.orders"],"message_kind":"record",
                 "destination":{"type":"webhook","http_endpoint":"crm"}}
                """);
        Answer refused = client.post("/v1/sinks/rows/backfills", "{\"marks\":true}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo("/marks");
        assertThat(client.post("/v1/sinks/rows/backfills", "{}").status()).isEqualTo(201);
    }

    @Test
    void aTableIsReadByOneBackfillOfTheSinkAtATime() {
        Answer first = created("\"tables\":[\"orders\"]");
        Answer second = create("");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.string("/code")).isEqualTo("backfill_running");
        assertThat(second.string("/detail")).contains(first.string("/id"));
        assertThat(second.string("/errors/0/detail")).contains("public.orders");
        assertThat(second.json().at("/errors").size()).isEqualTo(1);
        created("\"tables\":[\"items\"]");

        client.post("/v1/backfills/" + first.string("/id") + "/pause");
        assertThat(create("\"tables\":[\"orders\"]").status()).isEqualTo(409);
        client.post("/v1/backfills/" + first.string("/id") + "/cancel");
        created("\"tables\":[\"orders\"]");
    }

    @Test
    void aTableThatIsReadToItsEndIsFree() {
        Answer first = created("");
        sink.set(first, "orders", BACKFILL_TABLE.STATE, "completed");
        created("\"tables\":[\"orders\"]");
        assertThat(create("\"tables\":[\"items\"]").status()).isEqualTo(409);
    }

    @Test
    void ofRequestsAtTheSameTimeOneGetsTheTable() throws InterruptedException, ExecutionException {
        Callable<Integer> request = () -> create("").status();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> answers =
                    callers.invokeAll(Stream.generate(() -> request).limit(8).toList());
            int made = 0;
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(201, 409);
                made += answer.get() == 201 ? 1 : 0;
            }
            assertThat(made).isEqualTo(1);
        }
    }

    @Test
    void theListGoesPageByPageTheNewestFirst() {
        for (int i = 0; i < 3; i++) {
            String id = created("").string("/id");
            client.post("/v1/backfills/" + id + "/cancel");
        }
        Answer whole = client.get("/v1/sinks/orders/backfills");
        assertThat(whole.json().at("/data").size()).isEqualTo(3);
        Answer first = client.get("/v1/sinks/orders/backfills?limit=2");
        assertThat(first.json().at("/data/0")).isEqualTo(whole.json().at("/data/0"));
        assertThat(first.string("/data/0/id")).isGreaterThan(first.string("/data/1/id"));
        Answer second =
                client.get(
                        "/v1/sinks/orders/backfills?limit=2&cursor="
                                + first.string("/next_cursor"));
        assertThat(second.json().at("/data").size()).isEqualTo(1);
        assertThat(second.json().at("/data/0")).isEqualTo(whole.json().at("/data/2"));
        assertThat(second.json().at("/next_cursor").isNull()).isTrue();
        assertThat(client.get("/v1/sinks/orders/backfills?cursor=x").status()).isEqualTo(422);
        assertThat(client.get("/v1/sinks/orders/backfills?states=x").status()).isEqualTo(422);
    }

    @Test
    void theOwnerIsToldOfEveryChange() throws SQLException {
        try (HeardSignals signals = HeardSignals.of(sink.server.postgres(), "rowhook_backfills")) {
            String path = "/v1/backfills/" + created("").string("/id");
            assertThat(signals.next()).isEqualTo(sink.database.value().toString());
            client.post(path + "/pause");
            assertThat(signals.next()).isEqualTo(sink.database.value().toString());
            client.post(path + "/pause");
            create("");
            assertThat(signals.none()).isTrue();
            client.post(path + "/resume");
            assertThat(signals.next()).isEqualTo(sink.database.value().toString());
            client.post(path + "/cancel");
            assertThat(signals.next()).isEqualTo(sink.database.value().toString());
        }
    }

    @Test
    void whatBelongsToNobodyIsNotFound() {
        assertThat(client.post("/v1/sinks/none/backfills", "{\"odd\":1}").status()).isEqualTo(404);
        assertThat(client.get("/v1/sinks/none/backfills").status()).isEqualTo(404);
        assertThat(client.get("/v1/backfills/orders").status()).isEqualTo(404);
        assertThat(client.get("/v1/backfills/" + BackfillId.create()).status()).isEqualTo(404);
    }

    @Test
    void backfillsGoWithTheirSink() {
        Answer created = created("");
        assertThat(client.delete("/v1/sinks/orders").status()).isEqualTo(204);
        assertThat(client.get("/v1/backfills/" + created.string("/id")).status()).isEqualTo(404);
    }
}
