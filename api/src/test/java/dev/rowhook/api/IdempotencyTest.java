package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.IDEMPOTENT_REQUEST;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.store.accounts.IdempotencyRetention;
import dev.rowhook.store.accounts.NewAccount;

import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/// A request that is sent twice with one key is done once.
class IdempotencyTest {
    private static final String ENDPOINTS = "/v1/http-endpoints";

    private final ApiServer server = ApiServer.shared();
    private final SettableClock clock = server.bean(SettableClock.class);
    private final DSLContext worker = server.postgres().worker();
    private final NewAccount account = server.createAccount();
    private final Client client = server.client(account);
    private final String key = UUID.randomUUID().toString();

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private static Answer post(Client client, String path, String key, String json) {
        return client.send(
                client.request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(json)));
    }

    private Answer create(String name) {
        return post(client, ENDPOINTS, key, Bodies.endpoint(name));
    }

    private int endpoints() {
        return worker.fetchCount(
                HTTP_ENDPOINT, HTTP_ENDPOINT.ACCOUNT_ID.eq(account.account().value()));
    }

    private static boolean isReplayed(Answer answer) {
        return answer.response().headers().firstValue("Idempotency-Replayed").isPresent();
    }

    @Test
    void theSecondAnswerIsTheFirstWithItsSecrets() {
        Answer first = create("crm");
        assertThat(first.status()).isEqualTo(201);
        assertThat(isReplayed(first)).isFalse();
        Answer second = create("crm");
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text()).contains("whsec_");
        assertThat(second.response().headers().firstValue("Content-Type"))
                .isEqualTo(first.response().headers().firstValue("Content-Type"));
        assertThat(isReplayed(second)).isTrue();
        assertThat(endpoints()).isEqualTo(1);
        String secret = first.string("/signing_keys/0/secret");
        assertThat(
                        server.postgres()
                                .superuser()
                                .fetchValues("select t::text from rowhook.idempotent_request t"))
                .as("answers are sealed")
                .noneMatch(row -> row.toString().contains(secret.substring(6)));
    }

    @Test
    void anotherBodyIsRefusedAndAnotherKeyIsAnotherRequest() {
        create("crm");
        Answer other = create("other");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.string("/code")).isEqualTo("idempotency_key_reused");
        assertThat(post(client, ENDPOINTS, key + "2", Bodies.endpoint("other")).status())
                .isEqualTo(201);
        assertThat(post(client, "/v1/databases", key, Bodies.database("prod")).status())
                .as("another route")
                .isEqualTo(201);
    }

    @Test
    void whoElseUsesTheKeyDoesHisOwn() {
        create("crm");
        Answer made =
                client.post("/v1/tokens", "{\"name\":\"t\",\"scopes\":[\"endpoints:write\"]}");
        Client colleague = new Client(server.uri(), made.string("/token"));
        assertThat(post(colleague, ENDPOINTS, key, Bodies.endpoint("crm")).string("/code"))
                .isEqualTo("name_taken");
        Answer elsewhere = post(server.client(), ENDPOINTS, key, Bodies.endpoint("crm"));
        assertThat(elsewhere.status()).isEqualTo(201);
        assertThat(isReplayed(elsewhere)).isFalse();
    }

    @Test
    void whatChangedNothingIsDoneAgain() {
        Answer refused = post(client, ENDPOINTS, key, "{\"name\":\"crm\"}");
        assertThat(refused.status()).isEqualTo(422);
        client.post(ENDPOINTS, Bodies.endpoint("crm"));
        assertThat(create("crm").string("/code")).isEqualTo("name_taken");
        client.delete(ENDPOINTS + "/crm");
        assertThat(create("crm").status()).isEqualTo(201);
    }

    @Test
    void payloadsThatAreReadAreNotKept() {
        SinkWithLog sink = new SinkWithLog();
        Answer found =
                post(
                        sink.client,
                        "/v1/sinks/orders/messages/search",
                        key,
                        "{\"table\":\"orders\",\"key\":[\"42\"]}");
        assertThat(found.status()).as(found.text()).isEqualTo(200);
        assertThat(
                        worker.fetchCount(
                                IDEMPOTENT_REQUEST,
                                IDEMPOTENT_REQUEST.ACCOUNT_ID.eq(sink.account.account().value())))
                .isZero();
    }

    @Test
    void atOnceItIsDoneOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            String name = "crm" + round;
            String both = UUID.randomUUID().toString();
            CountDownLatch go = new CountDownLatch(1);
            List<Future<Answer>> answers = new ArrayList<>();
            try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
                for (int i = 0; i < 4; i++) {
                    answers.add(
                            executor.submit(() -> {
                                go.await();
                                return post(client, ENDPOINTS, both, Bodies.endpoint(name));
                            }));
                }
                go.countDown();
            }
            List<String> codes = new ArrayList<>();
            for (Future<Answer> answer : answers) {
                codes.add(answer.get().status() == 201 ? "created" : answer.get().string("/code"));
            }
            Map<String, Long> counted =
                    codes.stream()
                            .collect(Collectors.groupingBy(code -> code, Collectors.counting()));
            assertThat(counted.keySet()).isSubsetOf("created", "request_running");
            assertThat(counted).containsKey("created");
        }
        assertThat(endpoints()).isEqualTo(10);
    }

    @Test
    void afterADayItIsAnotherRequest() throws InterruptedException {
        create("crm");
        clock.advance(Duration.ofHours(23));
        assertThat(isReplayed(create("crm"))).isTrue();
        clock.advance(Duration.ofHours(2));
        assertThat(create("crm").string("/code")).isEqualTo("name_taken");
        create("other");
        new IdempotencyRetention(worker, clock).run();
        assertThat(kept()).isEqualTo(1);
    }

    private int kept() {
        return worker.fetchCount(
                IDEMPOTENT_REQUEST, IDEMPOTENT_REQUEST.ACCOUNT_ID.eq(account.account().value()));
    }

    @Test
    void ofAProcessThatDiedNothingIsDoneTwice() {
        create("crm");
        DSLContext superuser = server.postgres().superuser();
        superuser.update(IDEMPOTENT_REQUEST).set(IDEMPOTENT_REQUEST.ANSWERED, false).execute();
        assertThat(create("crm").string("/code")).isEqualTo("request_running");
        clock.advance(Duration.ofMinutes(6));
        Answer lost = create("crm");
        assertThat(lost.status()).isEqualTo(409);
        assertThat(lost.string("/code")).isEqualTo("answer_lost");
        superuser.update(IDEMPOTENT_REQUEST).set(IDEMPOTENT_REQUEST.CHANGED, false).execute();
        assertThat(create("crm").string("/code"))
                .as("nothing was done, so it is done now")
                .isEqualTo("name_taken");
    }

    @Test
    void whoMayNoLongerGetsNoAnswerOfBefore() {
        create("crm");
        worker.update(ACCOUNT)
                .set(ACCOUNT.STATUS, "suspended")
                .where(ACCOUNT.ACCOUNT_ID.eq(account.account().value()))
                .execute();
        assertThat(create("crm").string("/code")).isEqualTo("account_suspended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", ""})
    void aKeyIsVisibleAscii(String wrong) {
        assertThat(post(client, ENDPOINTS, wrong, Bodies.endpoint("crm")).string("/code"))
                .isEqualTo("invalid_idempotency_key");
        assertThat(post(client, ENDPOINTS, "k".repeat(256), Bodies.endpoint("crm")).status())
                .isEqualTo(400);
        assertThat(post(client, ENDPOINTS, "k".repeat(255), Bodies.endpoint("crm")).status())
                .isEqualTo(201);
    }

    @Test
    void thereIsOneKey() {
        Answer two =
                client.send(
                        client.request(ENDPOINTS)
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", "a")
                                .header("Idempotency-Key", "b")
                                .POST(BodyPublishers.ofString(Bodies.endpoint("crm"))));
        assertThat(two.string("/code")).isEqualTo("invalid_idempotency_key");
        assertThat(endpoints()).isZero();
    }
}
