package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.api.database.TableShape;
import dev.rowhook.api.database.TableShapes;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.TableName;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class SinkTrialTest {
    private static final TableName ORDERS = new TableName("public", "orders");
    private static final String TEST = "/v1/sinks/orders/test";
    private static final Relation RELATION =
            new Relation(
                    0,
                    4711,
                    "public",
                    "orders",
                    ReplicaIdentity.DEFAULT,
                    List.of(
                            new Column("id", 20, true, Scalar.NUMBER),
                            new Column("total", 23, false, Scalar.NUMBER),
                            new Column("note", 25, false, Scalar.TEXT)),
                    List.of(0),
                    false);

    private final ApiServer server = ApiServer.shared();
    private final PlayedOwner owner = server.bean(PlayedOwner.class);
    private final Client client = server.client();
    private final MockWebServer receiver = new MockWebServer();

    @BeforeEach
    void createSinks() throws IOException {
        receiver.start();
        owner.shapes = new TableShapes.Read(Map.of(ORDERS, List.of(TableShape.of(RELATION))));
        client.post("/v1/databases", Bodies.database("prod"));
        client.post(
                "/v1/http-endpoints",
                "{\"name\":\"crm\",\"url\":\"http://127.0.0.1:%d/hooks\"}"
                        .formatted(receiver.getPort()));
        create(
                "orders",
                ",\"actions\":[\"insert\",\"update\"],\"filter\":\"total > 10\",\"on_leave\":\"delete\"");
    }

    private void create(String name, String more) {
        String body = Bodies.sink(name, "prod", "crm").strip();
        Answer created =
                client.post("/v1/sinks", body.substring(0, body.length() - 1) + more + "}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        owner.shapes = new TableShapes.Unreachable("The source is away.");
        receiver.close();
    }

    private Answer test(String path, String body) {
        Answer tested = client.post(path, body);
        assertThat(tested.status()).as(tested.text()).isEqualTo(200);
        return tested;
    }

    private static String changes(String... changes) {
        return "{\"changes\":[" + String.join(",", changes) + "]}";
    }

    @Test
    void eachChangeIsJudgedAsTheSinksWorkerWould() {
        Answer tested =
                test(
                        TEST,
                        changes(
                                "{\"action\":\"insert\",\"record\":{\"id\":1,\"total\":11,\"note\":\"a\"}}",
                                "{\"action\":\"insert\",\"record\":{\"id\":2,\"total\":9}}",
                                "{\"action\":\"delete\",\"record\":{\"id\":3,\"total\":99}}",
                                "{\"table\":\"orders\",\"action\":\"update\",\"record\":{\"id\":4,\"total\":5},\"changes\":{\"total\":50}}",
                                "{\"action\":\"update\",\"record\":{\"id\":5}}"));
        assertThat(tested.json().at("/data"))
                .extracting(change -> change.path("verdict").asString())
                .containsExactly("wanted", "unwanted", "unwanted", "left", "undecided");
        assertThat(tested.json().at("/data/0/message/record").toString())
                .isEqualTo("{\"id\":1,\"total\":11,\"note\":\"a\"}");
        assertThat(tested.string("/data/0/message/metadata/table_name")).isEqualTo("orders");
        assertThat(tested.json().at("/data/1/message").isNull()).isTrue();
        assertThat(tested.string("/data/3/message/action")).isEqualTo("delete");
        assertThat(tested.json().at("/deliveries").size()).isZero();
        assertThat(receiver.getRequestCount()).isZero();
    }

    @Test
    void withoutChangesOneIsMadeUpOfTheColumns() throws InterruptedException {
        create("all", "");
        receiver.enqueue(new MockResponse.Builder().code(204).build());
        Answer tested = test("/v1/sinks/all/test", "{\"send\":true}");
        assertThat(tested.string("/data/0/origin")).isEqualTo("made_up");
        assertThat(tested.json().at("/data/0/message/record").toString())
                .isEqualTo("{\"id\":1,\"total\":1,\"note\":\"text\"}");
        assertThat(tested.json().at("/deliveries/0/accepted").asBoolean()).isTrue();
        assertThat(tested.json().at("/deliveries/0/changes").toString()).isEqualTo("[0]");
        RecordedRequest request = receiver.takeRequest();
        assertThat(request.getHeaders().get("rowhook-test")).isEqualTo("true");
        assertThat(request.getHeaders().get("webhook-signature")).startsWith("v1,");
        assertThat(request.getHeaders().get("rowhook-sequence")).isEqualTo("0-0");
        assertThat(request.getTarget()).isEqualTo("/hooks/orders");
        assertThat(JsonMapper.shared().readTree(Objects.requireNonNull(request.getBody()).utf8()))
                .isEqualTo(tested.json().at("/data/0/message"));
    }

    @Test
    void aSinkThatBatchesSendsOneRequest() throws InterruptedException {
        client.patch(
                "/v1/sinks/orders",
                "{\"destination\":{\"batch\":true},\"filter\":null,\"on_leave\":null}");
        receiver.enqueue(new MockResponse.Builder().code(500).body("no").build());
        String two =
                changes(
                        "{\"action\":\"insert\",\"record\":{\"id\":1}}",
                        "{\"action\":\"insert\",\"record\":{\"id\":2}}");
        Answer tested = test(TEST, two.substring(0, two.length() - 1) + ",\"send\":true}");
        assertThat(tested.json().at("/deliveries").size()).isEqualTo(1);
        assertThat(tested.json().at("/deliveries/0/changes").toString()).isEqualTo("[0,1]");
        assertThat(tested.string("/deliveries/0/code")).isEqualTo("http_status");
        assertThat(tested.string("/deliveries/0/answer/body")).isEqualTo("no");
        RecordedRequest request = receiver.takeRequest();
        JsonNode sent =
                JsonMapper.shared().readTree(Objects.requireNonNull(request.getBody()).utf8());
        assertThat(sent.at("/data").size()).isEqualTo(2);
        assertThat(client.get("/v1/sinks/orders/attempts").json().at("/data").size()).isZero();
    }

    @Test
    void theNewestChangeOfTheLogIsTakenIfItHasOne() {
        SinkWithLog logged = new SinkWithLog();
        logged.append("7", logged.now, true);
        owner.shapes = new TableShapes.Unreachable("The source is away.");
        Answer tested = logged.client.post(TEST, "{}");
        assertThat(tested.string("/data/0/origin")).isEqualTo("log");
        assertThat(tested.json().at("/data/0/message/record/id").asInt()).isEqualTo(7);
        assertThat(tested.string("/data/0/message/metadata/webhook_id"))
                .isNotEqualTo(logged.webhookId(1));
        assertThat(logged.client.get("/v1/audit-events?limit=1").string("/data/0/action"))
                .isEqualTo("sink.test");
    }

    @Test
    void whatDoesNotFitIsNamed() {
        Answer column =
                client.post(TEST, changes("{\"action\":\"insert\",\"record\":{\"gone\":1}}"));
        assertThat(column.string("/errors/0/pointer")).startsWith("/changes/0");
        assertThat(column.string("/errors/0/code")).isEqualTo("unknown_column");
        Answer table =
                client.post(
                        TEST,
                        changes(
                                "{\"table\":\"gone\",\"action\":\"insert\",\"record\":{\"id\":1}}"));
        assertThat(table.string("/errors/0/pointer")).isEqualTo("/changes/0/table");
        Answer action = client.post(TEST, changes("{\"action\":\"read\",\"record\":{\"id\":1}}"));
        assertThat(action.string("/errors/0/pointer")).isEqualTo("/changes/0/action");
        owner.shapes = new TableShapes.Unreachable("The source is away.");
        assertThat(client.post(TEST, "{}").string("/code")).isEqualTo("source_unreachable");
        assertThat(server.client().post(TEST, "{}").string("/code")).isEqualTo("sink_not_found");
    }
}
