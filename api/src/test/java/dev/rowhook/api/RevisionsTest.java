package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Routes.Route;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.RequestMethod;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// A change is made to the state that it is meant for, or not at all; and what it would do can be
/// asked first.
class RevisionsTest {
    private static final Map<String, String> PATCHES =
            Map.of(
                    "/v1/account", "{\"name\":\"renamed\"}",
                    "/v1/databases/{reference}", "{\"retain\":{\"for\":\"2h\"}}",
                    "/v1/http-endpoints/{reference}", "{\"headers\":{\"X-New\":\"1\"}}",
                    "/v1/sinks/{reference}", "{\"max_in_flight\":7}",
                    "/v1/backfill-schedules/{id}", "{\"enabled\":false}",
                    "/v1/members/{user}", "{\"role\":\"viewer\"}");

    private final ApiServer server = ApiServer.shared();
    private final Belongings own = new Belongings("-rev");

    private static String tag(Client.Answer answer) {
        return answer.response().headers().firstValue("ETag").orElseThrow();
    }

    private Client.Answer patch(String path, String tag) {
        return own.client
                .with("If-Match", tag)
                .patch(own.fill(path), PATCHES.getOrDefault(path, "{}"));
    }

    @Test
    void everyPatchIsMeantForAState() {
        for (Route route : Routes.tenants(server)) {
            if (route.verb() == RequestMethod.PATCH) {
                String path = route.path();
                Client.Answer bare =
                        own.client.send(
                                own.client
                                        .request(own.fill(path))
                                        .header("Content-Type", "application/json")
                                        .method(
                                                "PATCH",
                                                BodyPublishers.ofString(
                                                        PATCHES.getOrDefault(path, "{}"))));
                assertThat(bare.string("/code")).as(path).isEqualTo("precondition_required");
                assertThat(bare.status()).isEqualTo(428);

                Client.Answer stale = patch(path, "\"77\"");
                assertThat(stale.string("/code")).as(path).isEqualTo("precondition_failed");
                assertThat(stale.status()).isEqualTo(412);

                Client.Answer changed = patch(path, "\"77\", \"1\"");
                assertThat(changed.status()).as("%s %s", path, changed.text()).isBetween(200, 202);
                assertThat(tag(changed)).as(path).isEqualTo("\"2\"");
                assertThat(changed.json().at("/revision").asInt()).as(path).isEqualTo(2);

                assertThat(patch(path, "\"1\"").status()).as(path).isEqualTo(412);
                assertThat(tag(patch(path, "*")))
                        .as("%s: nothing is changed", path)
                        .isEqualTo("\"2\"");
            }
        }
    }

    @Test
    void whatIsReadHasATag() {
        for (String path :
                List.of("/v1/account", "/v1/databases/prod-rev", "/v1/sinks/orders-rev")) {
            assertThat(tag(own.client.get(path))).isEqualTo("\"1\"");
        }
        assertThat(tag(own.client.post("/v1/http-endpoints", Bodies.endpoint("new"))))
                .isEqualTo("\"1\"");
    }

    @Test
    void aDeletionCanBeMeantForAStateToo() {
        own.client.post("/v1/http-endpoints", Bodies.endpoint("spare"));
        Client stale = own.client.with("If-Match", "\"9\"");
        assertThat(stale.delete("/v1/http-endpoints/spare").status()).isEqualTo(412);
        assertThat(stale.delete("/v1/sinks/orders-rev").status()).isEqualTo(412);
        Client fresh = own.client.with("If-Match", "\"1\"");
        assertThat(fresh.delete("/v1/http-endpoints/spare").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1", "\"1\" \"2\"", "*, \"1\""})
    void whatIsNoListOfTagsIsRefused(String header) {
        Client.Answer answer = patch("/v1/account", header);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.string("/code")).isEqualTo("invalid_if_match");
    }

    @Test
    void weakTagsNeverMatch() {
        assertThat(patch("/v1/account", "W/\"1\"").status()).isEqualTo(412);
    }

    @Test
    void ofManyWhoChangeOneStateOneSucceeds() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            Client meant = own.client.with("If-Match", "\"1\"");
            List<Callable<Integer>> patches =
                    IntStream.range(0, 6)
                            .<Callable<Integer>>mapToObj(i ->
                                    () ->
                                            meant.patch(
                                                            "/v1/http-endpoints/crm-rev",
                                                            "{\"name\":\"crm-%d\"}".formatted(i))
                                                    .status())
                            .toList();
            List<Integer> statuses =
                    threads.invokeAll(patches).stream().map(RevisionsTest::value).toList();
            assertThat(statuses.stream().filter(status -> status < 300)).hasSize(1);
        }
    }

    private static int value(Future<Integer> future) {
        return future.resultNow();
    }

    @Test
    void aDryRunTellsWhatWouldChange() {
        Client.Answer answer =
                own.client.patch("/v1/sinks/orders-rev?dry_run=true", "{\"max_in_flight\":7}");
        assertThat(answer.string("/changes/0/action")).isEqualTo("sink.update");
        assertThat(answer.string("/changes/0/resource_name")).isEqualTo("orders-rev");
        assertThat(answer.json().at("/changes/0/changes/max_in_flight/from").asInt()).isEqualTo(50);
        assertThat(answer.json().at("/changes/0/changes/max_in_flight/to").asInt()).isEqualTo(7);
        assertThat(own.client.get("/v1/sinks/orders-rev").json().at("/max_in_flight").asInt())
                .isEqualTo(50);
        Client.Answer made =
                own.client.post("/v1/http-endpoints?dry_run=true", Bodies.endpoint("never"));
        assertThat(made.json().at("/changes/0/resource_id").isNull()).isTrue();
        assertThat(own.client.get("/v1/http-endpoints/never").status()).isEqualTo(404);
    }

    @Test
    void aDryRunIsNoRequestOfItsIdempotencyKey() {
        Client keyed = own.client.with("Idempotency-Key", "dry-then-done");
        assertThat(
                        keyed.post("/v1/http-endpoints?dry_run=true", Bodies.endpoint("keyed"))
                                .string("/changes/0/action"))
                .isEqualTo("http_endpoint.create");
        assertThat(keyed.post("/v1/http-endpoints?dry_run=true", "{}").status()).isEqualTo(422);
        assertThat(keyed.post("/v1/http-endpoints", Bodies.endpoint("keyed")).status())
                .isEqualTo(201);
    }

    @Test
    void aDryRunIsRefusedAsTheRequestIs() {
        assertThat(own.client.delete("/v1/http-endpoints/crm-rev?dry_run=true").string("/code"))
                .isEqualTo("in_use");
        assertThat(own.client.patch("/v1/sinks/orders-rev?dry_run=true", "{\"nme\":1}").status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dryrun=true", "dry_run=yes", "dry_run=true&dry_run=true", "dry_run"})
    void whatIsWrittenWrongIsNotDone(String query) {
        Client.Answer answer = own.client.delete("/v1/sinks/orders-rev?" + query);
        assertThat(answer.status()).isIn(400, 422);
        assertThat(own.client.get("/v1/sinks/orders-rev").status()).isEqualTo(200);
    }
}
