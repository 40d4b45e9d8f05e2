package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.api.database.SourceTable;
import dev.rowhook.api.database.TableListing;
import dev.rowhook.api.database.TableShapes;
import dev.rowhook.core.change.TableName;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class SinkValidationTest {
    private static final TableName ORDERS = new TableName("public", "orders");
    private static final List<String> ALL = List.of("insert", "update", "delete", "truncate");

    private final ApiServer server = ApiServer.shared();
    private final PlayedOwner owner = server.bean(PlayedOwner.class);
    private final Client client = server.client();

    @BeforeEach
    void createSink() {
        client.post("/v1/databases", Bodies.database("prod"));
        client.post(
                "/v1/http-endpoints", "{\"name\":\"crm\",\"url\":\"http://127.0.0.1:9/hooks\"}");
        sourceHas(ALL, List.of("id"), Set.of("id", "total"));
        String body = Bodies.sink("orders", "prod", "crm").strip();
        Answer created =
                client.post(
                        "/v1/sinks",
                        body.substring(0, body.length() - 1)
                                + ",\"group_by\":[\"id\"],\"filter\":\"total > 10\"}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        client.patch("/v1/http-endpoints/crm", "{\"url\":\"http://localhost/hooks\"}");
    }

    @AfterEach
    void sourceIsAway() {
        owner.listing = new TableListing.Read(List.of(), false);
        owner.shapes = new TableShapes.Unreachable("The source is away.");
    }

    private void sourceHas(List<String> published, List<String> identity, Set<String> columns) {
        owner.listing =
                new TableListing.Read(
                        List.of(
                                new SourceTable(
                                        ORDERS,
                                        "table",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        "default",
                                        identity,
                                        identity,
                                        published,
                                        true,
                                        List.of())),
                        false);
        owner.shapes =
                new TableShapes.Read(
                        Map.of(ORDERS, List.of(Shapes.of(ORDERS, columns, Set.copyOf(identity)))));
    }

    private Answer validate() {
        Answer validated = client.post("/v1/sinks/orders/validate");
        assertThat(validated.status()).as(validated.text()).isEqualTo(200);
        return validated;
    }

    private static List<String> failed(Answer validated) {
        List<String> codes = new ArrayList<>();
        for (JsonNode check : validated.json().at("/checks")) {
            if (!check.path("passed").booleanValue()) {
                assertThat(check.path("remedy").asString()).isNotEmpty();
                codes.add(check.path("code").asString());
            }
        }
        return codes;
    }

    @Test
    void aSinkThatFitsPassesAllChecks() {
        Answer validated = validate();
        assertThat(failed(validated)).as(validated.text()).isEmpty();
        assertThat(validated.json().at("/passed").booleanValue()).isTrue();
        assertThat(validated.json().at("/checks").size()).isEqualTo(8);
    }

    @Test
    void whatDoesNotFitAnyMoreIsNamedWithWhatMendsIt() {
        sourceHas(List.of("insert"), List.of("tenant"), Set.of("id", "tenant"));
        Answer validated = validate();
        assertThat(validated.json().at("/passed").booleanValue()).isFalse();
        assertThat(failed(validated)).containsExactly("tables_published", "group_by", "filter");
        assertThat(validated.text()).contains("alter table public.orders replica identity full;");

        sourceHas(List.of("insert"), List.of(), Set.of("id", "total"));
        assertThat(failed(validate())).containsExactly("replica_identity", "group_by");

        owner.listing = new TableListing.Read(List.of(), false);
        assertThat(failed(validate())).contains("tables_exist");
    }

    @Test
    void withoutTheSourceTheEndpointIsLookedAtAllTheSame() {
        owner.listing = new TableListing.Unreachable("The source is away.");
        client.patch("/v1/http-endpoints/crm", "{\"status\":\"disabled\"}");
        Answer validated = validate();
        assertThat(failed(validated)).containsExactly("source_reachable", "endpoint_enabled");
        assertThat(validated.string("/checks/0/message")).isEqualTo("The source is away.");
    }

    @Test
    void aUrlThatLeadsNowhereOrWhereItMayNotIsNamed() {
        client.patch("/v1/http-endpoints/crm", "{\"url\":\"http://nowhere.invalid/hooks\"}");
        assertThat(failed(validate())).containsExactly("endpoint_allowed");
        client.patch("/v1/http-endpoints/crm", "{\"url\":\"http://localhost:25/hooks\"}");
        Answer denied = validate();
        assertThat(failed(denied)).containsExactly("endpoint_allowed");
        assertThat(denied.string("/checks/7/message")).contains("port");
    }

    @Test
    void theSinkOfAnotherAccountIsNotJudged() {
        owner.probed.clear();
        Answer foreign = server.client().post("/v1/sinks/orders/validate");
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.string("/code")).isEqualTo("sink_not_found");
        assertThat(owner.probed).isEmpty();
    }
}
