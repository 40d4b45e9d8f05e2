package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.SINK;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.api.database.TableShape;
import dev.rowhook.api.database.TableShapes;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.accounts.NewAccount;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

class FiltersTest {
    private static final TableName ORDERS = new TableName("public", "orders");
    private static final TableName ITEMS = new TableName("public", "items");

    private final ApiServer server = ApiServer.shared();
    private final PlayedOwner owner = server.bean(PlayedOwner.class);
    private final NewAccount account = server.createAccount();
    private final Client client = server.client(account);
    private final TableShapes before = owner.shapes;

    @BeforeEach
    void createASource() {
        client.post("/v1/databases", Bodies.database("prod"));
        client.post("/v1/http-endpoints", Bodies.endpoint("crm"));
        owner.acknowledges = true;
        owner.shapes =
                new TableShapes.Read(
                        Map.of(
                                ORDERS,
                                List.of(shape(ORDERS, "id", "total", "customer")),
                                ITEMS,
                                List.of(shape(ITEMS, "id", "price"))));
    }

    private static TableShape shape(TableName table, String... columns) {
        return Shapes.of(table, Set.of(columns), Set.of("id"));
    }

    @AfterEach
    void ownerIsAway() {
        owner.acknowledges = false;
        owner.shapes = before;
    }

    private Answer create(String fields) {
        return client.post(
                "/v1/sinks",
                """
                {"name":"big","database":"prod","tables":["public.orders","public.items"],
                 "destination":{"type":"webhook","http_endpoint":"crm"},%s}
                """
                        .formatted(fields));
    }

    @Test
    void aSinkMayHearOfRowsThatLeaveItsFilter() {
        Answer created =
                create(
                        """
                        "filter":{"public.orders":"total > 1"},"on_leave":"delete"
                        """);
        assertThat(created.status()).as(created.text()).isIn(201, 202);
        assertThat(created.json().at("/on_leave").asString()).isEqualTo("delete");
        assertThat(sink().getOnLeave()).isEqualTo("delete");

        Answer edited =
                client.patch(
                        "/v1/sinks/big",
                        """
                        {"on_leave":"ignore"}
                        """);
        assertThat(edited.status()).as(edited.text()).isIn(200, 202);
        assertThat(edited.json().at("/on_leave").asString()).isEqualTo("ignore");
        assertThat(sink().getMatchVersion()).isGreaterThan(1);
    }

    @Test
    void leavingNeedsAFilterAndUpdates() {
        assertThat(
                        create(
                                        """
                                        "on_leave":"delete"
                                        """)
                                .text())
                .contains("needs_filter")
                .contains("/on_leave");
        assertThat(
                        create(
                                        """
                                        "filter":{"public.orders":"total > 1"},"on_leave":"delete","actions":["insert"]
                                        """)
                                .text())
                .contains("needs_updates");
    }

    private SinkRecord sink() {
        return server.postgres()
                .worker()
                .selectFrom(SINK)
                .where(SINK.ACCOUNT_ID.eq(account.account().value()))
                .fetchSingle();
    }

    @Test
    void aFilterForAllTablesIsKeptAsItWasWritten() {
        Answer created = create("\"filter\":\"id > 100  -- the big ones\"");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.string("/filter")).isEqualTo("id > 100  -- the big ones");
        assertThat(client.get("/v1/sinks/big").json()).isEqualTo(created.json());
        assertThat(sink().getMatchVersion()).isEqualTo(sink().getSettingsVersion());
    }

    @Test
    void eachTableCanHaveItsOwn() {
        Answer created =
                create("\"filter\":{\"orders\":\"total > 5\",\"public.items\":\"price < 3\"}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.string("/filter/public.orders")).isEqualTo("total > 5");

        Answer changed = client.patch("/v1/sinks/big", "{\"filter\":{\"public.orders\":null}}");
        assertThat(changed.json().at("/filter").toString())
                .isEqualTo("{\"public.items\":\"price < 3\"}");
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsPlace() {
        isRefused(create("\"filter\":\"total > 5\""), "/filter", "filter_column", "public.items");
        isRefused(create("\"filter\":\"id >\""), "/filter", "filter_syntax", "Line 1, column");
        isRefused(
                create("\"filter\":{\"public.orders\":\"totl > 5\"}"),
                "/filter/public.orders",
                "filter_column",
                "total");
        isRefused(
                create("\"filter\":{\"public.users\":\"id > 5\"}"),
                "/filter/public.users",
                "unknown_table",
                "The sink does not have it.");
        isRefused(create("\"filter\":\"id + 1\""), "/filter", "filter_type", "boolean");
        assertThat(client.get("/v1/sinks/big").status()).isEqualTo(404);
    }

    private static void isRefused(Answer refused, String pointer, String code, String detail) {
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(refused.string("/errors/0/code")).as(refused.text()).isEqualTo(code);
        assertThat(refused.string("/errors/0/detail")).contains(detail);
    }

    @Test
    void columnsHaveToBeThoseOfTheTables() {
        Answer created = create("\"columns\":[\"total\",\"price\"]");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.json().at("/columns").toString()).isEqualTo("[\"total\",\"price\"]");
        Answer refused = client.patch("/v1/sinks/big", "{\"columns\":[\"total\"]}");
        isRefused(refused, "/columns", "unknown_column", "public.items has none of these");
        isRefused(
                client.patch("/v1/sinks/big", "{\"columns\":[\"total\",\"price\",\"x\"]}"),
                "/columns/2",
                "unknown_column",
                "customer, id, price, total");
    }

    @Test
    void anEditOfTheFilterTakesAMatchVersionAndAnyOtherDoesNot() {
        create("\"filter\":\"id > 100\"");
        long first = sink().getMatchVersion();
        client.patch("/v1/sinks/big", "{\"max_in_flight\":7}");
        assertThat(sink().getMatchVersion()).isEqualTo(first);
        Answer changed = client.patch("/v1/sinks/big", "{\"filter\":\"id > 200\"}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.string("/filter")).isEqualTo("id > 200");
        assertThat(sink().getMatchVersion())
                .isGreaterThan(first)
                .isEqualTo(sink().getSettingsVersion());
        Answer without = client.patch("/v1/sinks/big", "{\"filter\":null}");
        assertThat(without.json().get("filter").isNull()).as(without.text()).isTrue();
    }

    @Test
    void onlyAnEditOfTheFilterAsksTheSource() {
        create("\"filter\":\"id > 100\"");
        owner.shapes = new TableShapes.Unreachable("The source is away.");
        assertThat(client.patch("/v1/sinks/big", "{\"max_in_flight\":7}").status()).isEqualTo(200);
        assertThat(client.patch("/v1/sinks/big", "{\"filter\":null}").status()).isEqualTo(200);
        assertThat(client.patch("/v1/sinks/big", "{\"filter\":\"id > 1\"}").status())
                .isEqualTo(503);
    }

    private Answer tried(String fields) {
        return client.post(
                "/v1/filters/test",
                "{\"database\":\"prod\",\"table\":\"orders\",%s}".formatted(fields));
    }

    @Test
    void aFilterIsTriedOnSamples() {
        Answer answer =
                tried(
                        """
                        "filter":"id > 1 and (old.total is distinct from total or customer = 7)",
                        "changes":[
                         {"action":"insert","record":{"id":1,"total":5,"customer":7}},
                         {"action":"update","record":{"id":2,"total":5,"customer":7},"changes":{"total":4}},
                         {"action":"update","record":{"id":3,"total":5,"customer":8}},
                         {"action":"delete","record":{"id":4}}]
                        """);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(verdict(answer, 0)).isEqualTo("fails: id > 1 is false");
        assertThat(verdict(answer, 1))
                .startsWith("passes: id > 1 and (old.total is distinct from total");
        assertThat(verdict(answer, 2))
                .isEqualTo("undecided: old.total is distinct from total is missing");
        assertThat(verdict(answer, 3)).startsWith("undecided: old.total");
        assertThat(answer.json().at("/data/2/decided_by/column").asInt()).isEqualTo(13);
        assertThat(answer.json().at("/undecidable").toString()).isEqualTo("[\"total\"]");
    }

    private static String verdict(Answer answer, int number) {
        String at = "/data/" + number;
        return "%s: %s is %s"
                .formatted(
                        answer.string(at + "/verdict"),
                        answer.string(at + "/decided_by/text"),
                        answer.string(at + "/decided_by/value"));
    }

    @Test
    void anErrorIsSaidWithItsPlace() {
        Answer answer =
                tried(
                        """
                        "filter":"total / (id - 1) > 3","columns":["total"],
                        "changes":[{"action":"insert","record":{"id":1,"total":5}},
                                   {"action":"update","record":{"id":1,"total":5},"changes":{"customer":3}}]
                        """);
        assertThat(verdict(answer, 0)).isEqualTo("error: total / (id - 1) > 3 is error");
        assertThat(answer.string("/data/0/error")).isEqualTo("division by zero");
        assertThat(verdict(answer, 1)).isEqualTo("fails: changed(\"total\") is false");
    }

    @Test
    void samplesHaveToBeOfTheTable() {
        Answer value =
                tried(
                        "\"filter\":\"id > 1\",\"changes\":[{\"action\":\"insert\",\"record\":{\"id\":\"x\"}}]");
        isRefused(value, "/changes/0", "invalid_value", "id: invalid input syntax");
        Answer column =
                tried(
                        "\"filter\":\"id > 1\",\"changes\":[{\"action\":\"insert\",\"record\":{\"idd\":1}}]");
        isRefused(column, "/changes/0", "unknown_column", "customer, id, total");
        isRefused(tried("\"filter\":\"idd > 1\""), "/filter", "filter_column", "`id`");
        assertThat(
                        client.post(
                                        "/v1/filters/test",
                                        "{\"database\":\"prod\",\"table\":\"x\",\"filter\":\"true\"}")
                                .status())
                .isEqualTo(404);
    }
}
