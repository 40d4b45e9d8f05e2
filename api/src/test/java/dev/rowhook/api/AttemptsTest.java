package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;

class AttemptsTest {
    private static final String PATH = "/v1/sinks/orders/attempts";

    private final SinkWithLog sink = new SinkWithLog();
    private final Instant now = sink.now;

    @Test
    void anAttemptIsShownWithAllThatIsKeptOfIt() {
        sink.attempt(now, false, 41L, 42L);
        JsonNode light = sink.client.get(PATH).json().at("/data/0");
        assertThat(light.at("/code").asString()).isEqualTo("http_status");
        assertThat(light.at("/took_ms").asDouble()).isEqualTo(250);
        assertThat(light.at("/messages").asInt()).isEqualTo(2);
        assertThat(light.has("answer")).isFalse();

        JsonNode full = sink.client.get(PATH + "/" + light.at("/id").asString()).json();
        assertThat(full.at("/status").asInt()).isEqualTo(500);
        assertThat(full.at("/answer/body").asString()).isEqualTo("out of order");
        assertThat(full.at("/answer/headers/server").asString()).isEqualTo("nginx");
        assertThat(full.at("/answer/complete").asBoolean()).isTrue();
        assertThat(full.at("/request_headers/webhook-id").asString()).isEqualTo("x");
        assertThat(full.at("/timings/first_byte_ms").asDouble()).isEqualTo(1.5);
        assertThat(full.at("/timings/dns_ms").isNull()).isTrue();
        assertThat(full.at("/sequences").toString()).isEqualTo("[\"0-41\",\"0-42\"]");
        assertThat(full.at("/next_step").asString()).isEqualTo("retry");
    }

    @Test
    void theyAreFiltered() {
        sink.attempt(now, false, 1L);
        sink.attempt(now.minusSeconds(60), true, 2L);
        assertThat(ids(PATH + "?accepted=true")).hasSize(1);
        assertThat(ids(PATH + "?accepted=false&code=http_status")).hasSize(1);
        assertThat(ids(PATH + "?code=timeout")).isEmpty();
        assertThat(ids(PATH + "?from=" + now)).hasSize(1);
        assertThat(ids(PATH + "?to=" + now)).hasSize(1);
    }

    @Test
    void pagesHaveNoGapsAndNoRepeatsWhileRowsArrive() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<String> before = new ArrayList<>();
        for (long seq = 1; seq <= 60; seq++) {
            // Several share a time.
            sink.attempt(now.minusSeconds(random.nextInt(5)), false, seq);
        }
        before.addAll(ids(PATH + "?limit=200"));
        assertThat(before).hasSize(60);

        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            int limit = 1 + random.nextInt(20);
            Client.Answer page = sink.client.get(PATH + "?limit=" + limit + cursor);
            assertThat(page.status()).isEqualTo(200);
            page.json().at("/data").forEach(one -> paged.add(one.at("/id").asString()));
            JsonNode next = page.json().at("/next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
            sink.attempt(now.plusSeconds(paged.size()), false, 1_000L + paged.size());
        } while (!cursor.isEmpty());

        assertThat(new HashSet<>(paged)).hasSize(paged.size());
        assertThat(paged).isEqualTo(before);
    }

    @Test
    void aCursorIsGoodForItsOwnListOnly() {
        sink.attempt(now, false, 1L);
        sink.attempt(now, false, 2L);
        String cursor = sink.client.get(PATH + "?limit=1").string("/next_cursor");
        assertThat(sink.client.get(PATH + "?cursor=" + cursor).status()).isEqualTo(200);
        List<String> wrong =
                List.of(
                        PATH + "?accepted=false&cursor=" + cursor,
                        PATH + "?cursor=" + cursor.substring(1),
                        PATH + "?cursor=AAAA",
                        "/v1/sinks/orders/dead-letters?cursor=" + cursor,
                        "/v1/sinks/orders/orders?cursor=" + cursor);
        for (String path : wrong) {
            Client.Answer answer = sink.client.get(path);
            assertThat(answer.status()).as(path).isEqualTo(422);
            assertThat(answer.string("/errors/0/code")).isEqualTo("invalid_cursor");
        }
        Client other = new SinkWithLog().client;
        assertThat(other.get(PATH + "?cursor=" + cursor).status()).isEqualTo(422);
    }

    @Test
    void badParametersAreNamed() {
        Client.Answer answer =
                sink.client.get(PATH + "?limit=1000&accepted=maybe&from=yesterday&cod=x");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors").findValuesAsString("pointer"))
                .containsExactlyInAnyOrder("/limit", "/accepted", "/from", "/cod");
        assertThat(sink.client.get(PATH + "?code=a&code=b").status()).isEqualTo(400);
        assertThat(sink.client.get(PATH + "/att_none").status()).isEqualTo(404);
    }

    @Test
    void anotherAccountSeesNoneOfIt() {
        sink.attempt(now, false, 1L);
        String id = ids(PATH).getFirst();
        SinkWithLog other = new SinkWithLog();
        assertThat(other.client.get(PATH + "/" + id).status()).isEqualTo(404);
        assertThat(other.client.get("/v1/sinks/" + sink.sink + "/attempts").status())
                .isEqualTo(404);
        assertThat(other.client.get(PATH).json().at("/data").size()).isZero();
    }

    private List<String> ids(String path) {
        List<String> ids = new ArrayList<>();
        sink.client.get(path).json().at("/data").forEach(one -> ids.add(one.at("/id").asString()));
        return ids;
    }
}
