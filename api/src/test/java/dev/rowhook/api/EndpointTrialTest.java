package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.store.accounts.NewAccount;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.Objects;

class EndpointTrialTest {
    private static final String TEST = "/v1/http-endpoints/crm/test";

    private final ApiServer server = ApiServer.shared();
    private final NewAccount account = server.createAccount();
    private final Client client = server.client(account);
    private final MockWebServer receiver = new MockWebServer();

    @BeforeEach
    void createEndpoint() throws IOException {
        receiver.start();
        Answer created =
                client.post(
                        "/v1/http-endpoints",
                        """
                        {"name":"crm","url":"http://127.0.0.1:%d/hooks?key=hunter3",
                         "headers":{"X-Env":"prod"},"encrypted_headers":{"X-Key":"hunter2"}}
                        """
                                .formatted(receiver.getPort()));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }

    @Test
    void aTestMessageIsSentAsAnyOtherAndItsOutcomeTold() throws InterruptedException {
        receiver.enqueue(answer(202, "thanks, hunter2"));
        Answer tested = client.post(TEST);
        assertThat(tested.status()).as(tested.text()).isEqualTo(200);
        assertThat(tested.json().at("/accepted").asBoolean()).isTrue();
        assertThat(tested.string("/code")).isEqualTo("ok");
        assertThat(tested.json().at("/status").asInt()).isEqualTo(202);
        assertThat(tested.json().at("/took_ms").asDouble()).isPositive();
        assertThat(tested.json().at("/timings/first_byte_ms").asDouble()).isPositive();
        assertThat(tested.string("/answer/body")).startsWith("thanks, ");
        assertThat(tested.text()).doesNotContain("hunter2", "hunter3");

        RecordedRequest request = receiver.takeRequest();
        assertThat(request.getHeaders().get("rowhook-test")).isEqualTo("true");
        assertThat(request.getHeaders().get("webhook-signature")).startsWith("v1,");
        assertThat(request.getHeaders().get("webhook-id"))
                .isEqualTo(tested.string("/webhook_id"))
                .startsWith("msg_test_");
        assertThat(request.getHeaders().get("x-key")).isEqualTo("hunter2");
        assertThat(request.getHeaders().get("x-env")).isEqualTo("prod");
        String body = Objects.requireNonNull(request.getBody()).utf8();
        assertThat(body).isEqualTo(tested.string("/request_body"));
        assertThat(JsonMapper.shared().readTree(body).at("/metadata/test").asBoolean()).isTrue();
        assertThat(tested.string("/request_headers/x-key")).isEqualTo("••••••••");
        assertThat(tested.string("/request_headers/rowhook-test")).isEqualTo("true");
    }

    @Test
    void aRefusalIsToldAndChangesNothing() {
        receiver.enqueue(answer(500, "out of order"));
        Answer tested = client.post(TEST);
        assertThat(tested.status()).isEqualTo(200);
        assertThat(tested.json().at("/accepted").asBoolean()).isFalse();
        assertThat(tested.string("/code")).isEqualTo("http_status");
        assertThat(tested.json().at("/status").asInt()).isEqualTo(500);
        assertThat(tested.string("/answer/body")).isEqualTo("out of order");
        assertThat(client.get("/v1/http-endpoints/crm").string("/status")).isEqualTo("active");
        assertThat(
                        server.postgres()
                                .worker()
                                .fetchCount(
                                        DELIVERY_ATTEMPT,
                                        DELIVERY_ATTEMPT.ACCOUNT_ID.eq(account.account().value())))
                .isZero();
        assertThat(client.get("/v1/audit-events?limit=1").string("/data/0/action"))
                .isEqualTo("http_endpoint.test");
    }

    @Test
    void whoMayNotSeePayloadsSeesNoAnswer() {
        receiver.enqueue(answer(200, "secret"));
        String token =
                client.post("/v1/tokens", "{\"name\":\"a\",\"scopes\":[\"sinks:operate\"]}")
                        .string("/token");
        Answer tested = new Client(server.uri(), token).post(TEST);
        assertThat(tested.status()).as(tested.text()).isEqualTo(200);
        assertThat(tested.string("/code")).isEqualTo("ok");
        assertThat(tested.json().at("/answer").isNull()).isTrue();
    }

    @Test
    void anEndpointThatCannotBeReachedSaysWhy() {
        receiver.close();
        Answer tested = client.post(TEST);
        assertThat(tested.status()).isEqualTo(200);
        assertThat(tested.string("/code")).isEqualTo("connection_refused");
        assertThat(tested.json().at("/status").isNull()).isTrue();
        assertThat(tested.json().at("/answer").isNull()).isTrue();
    }

    @Test
    void theEndpointOfAnotherAccountIsNotTested() {
        Answer foreign = server.client().post(TEST);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.string("/code")).isEqualTo("http_endpoint_not_found");
        assertThat(receiver.getRequestCount()).isZero();
    }
}
