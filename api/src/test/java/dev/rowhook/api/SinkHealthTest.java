package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.SINK_DELIVERY;
import static dev.rowhook.store.jooq.Tables.SINK_MINUTE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

class SinkHealthTest {
    private final SinkWithLog sink = new SinkWithLog();

    private Answer health() {
        Answer health = sink.client.get("/v1/sinks/orders/health");
        assertThat(health.status()).as(health.text()).isEqualTo(200);
        return health;
    }

    private static List<String> reasons(Answer health) {
        List<String> codes = new ArrayList<>();
        for (JsonNode reason : health.json().at("/reasons")) {
            codes.add(reason.path("code").asString());
        }
        return codes;
    }

    private void count(Instant at, String code, long requests, long messages) {
        sink.worker
                .insertInto(SINK_MINUTE)
                .columns(SINK_MINUTE.fields())
                .values(
                        sink.account.account().value(),
                        sink.sink.value(),
                        at.truncatedTo(ChronoUnit.MINUTES),
                        code,
                        requests,
                        messages,
                        0,
                        0)
                .execute();
    }

    private void breaker(String state) {
        sink.worker
                .insertInto(SINK_DELIVERY)
                .set(SINK_DELIVERY.ACCOUNT_ID, sink.account.account().value())
                .set(SINK_DELIVERY.SINK_ID, sink.sink.value())
                .set(SINK_DELIVERY.BREAKER, state)
                .set(SINK_DELIVERY.SINCE, sink.now)
                .set(SINK_DELIVERY.CONCURRENCY, 1)
                .onDuplicateKeyUpdate()
                .set(SINK_DELIVERY.BREAKER, state)
                .execute();
    }

    @Test
    void aSinkThatHasDoneAllIsHealthy() {
        sink.append("1", sink.now.minusSeconds(7200), true);
        sink.mark(1);
        breaker("closed");
        count(sink.now, "ok", 60, 600);
        count(sink.now, "timeout", 30, 300);
        count(sink.now.minusSeconds(600), "ok", 1_000_000, 1_000_000);
        sink.attempt(sink.now.minusSeconds(5), false, 1L);
        sink.attempt(sink.now, true, 1L);
        Answer health = health();
        assertThat(health.string("/verdict")).as(health.text()).isEqualTo("healthy");
        assertThat(health.json().at("/lag/messages").asLong()).isZero();
        assertThat(health.json().at("/lag/oldest_at").isNull()).isTrue();
        double requests = health.json().at("/rates/requests").asDouble();
        assertThat(requests).isBetween(90 / 301.0, 90 / 239.0);
        assertThat(health.json().at("/rates/failed").asDouble())
                .isBetween(requests / 3.1, requests / 2.9);
        assertThat(health.json().at("/rates/messages").asDouble()).isBetween(1.9, 2.6);
        assertThat(health.json().at("/last_delivery/accepted").asBoolean()).isTrue();
        assertThat(health.string("/last_delivery/id")).startsWith("att_");
    }

    @Test
    void whatIsNotAcceptedIsTheLag() {
        Instant committed = sink.now.minusSeconds(900).truncatedTo(ChronoUnit.MICROS);
        sink.append("1", committed, true);
        sink.append("2", committed, false);
        sink.append("3", committed.plusSeconds(1), true);
        Answer health = health();
        assertThat(health.json().at("/lag/messages").asLong()).isEqualTo(2);
        assertThat(Instant.parse(health.string("/lag/oldest_at"))).isEqualTo(committed);
        assertThat(health.json().at("/lag/oldest_age_seconds").asLong()).isBetween(900L, 1000L);
        assertThat(reasons(health)).containsExactly("late");
        sink.dead(1, "1", "exhausted", sink.now);
        sink.mark(3);
        Answer dead = health();
        assertThat(reasons(dead)).containsExactly("dead_letters");
        assertThat(dead.json().at("/dead").asInt()).isEqualTo(1);
        assertThat(dead.string("/verdict")).isEqualTo("degraded");
    }

    @Test
    void anEndpointThatTakesNothingIsAFailure() {
        breaker("half_open");
        assertThat(health().string("/verdict")).isEqualTo("degraded");
        breaker("open");
        assertThat(reasons(health())).containsExactly("breaker_open");
        assertThat(health().string("/verdict")).isEqualTo("failing");
        sink.client.patch("/v1/http-endpoints/crm", "{\"status\":\"disabled\"}");
        sink.client.post("/v1/sinks/orders/pause");
        assertThat(reasons(health()))
                .containsExactly("endpoint_disabled", "breaker_open", "paused");
    }

    @Test
    void aSinkThatHasNotBegunHasNoLag() {
        Client other = sink.server.client();
        assertThat(other.get("/v1/sinks/orders/health").status()).isEqualTo(404);
        other.post("/v1/databases", Bodies.database("prod"));
        other.post("/v1/http-endpoints", Bodies.endpoint("crm"));
        other.post("/v1/sinks", Bodies.sink("orders", "prod", "crm"));
        Answer health = other.get("/v1/sinks/orders/health");
        assertThat(health.json().at("/lag").isNull()).isTrue();
        assertThat(reasons(health)).containsExactly("starting");
    }
}
