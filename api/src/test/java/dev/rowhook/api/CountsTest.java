package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CountsTest {
    private static final String PATH = "/v1/sinks/orders/counts";

    private final SinkWithLog idle = new SinkWithLog();
    private final Instant now = idle.now;

    private static JsonNode get(SinkWithLog sink, String path) {
        Client.Answer answer = sink.client.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1m, 60",
        "?window=1h, 1m, 60",
        "?window=24h, 5m, 288",
        "?window=7d, 1h, 168",
        "?window=24h&step=1h, 1h, 24",
        "?window=1h&step=1d, 1d, 1"
    })
    void aWindowIsWholeAlignedAndZeroFilled(String query, String step, int buckets) {
        JsonNode answer = get(idle, PATH + query);
        assertThat(answer.at("/step").asString()).isEqualTo(step);
        Instant from = Instant.parse(answer.at("/from").asString());
        Instant to = Instant.parse(answer.at("/to").asString());
        Duration length = Duration.between(from, to).dividedBy(buckets);
        assertThat(answer.at("/data").size()).isEqualTo(buckets);
        assertThat(from.getEpochSecond() % length.toSeconds()).isZero();
        assertThat(to).isAfter(Instant.now().minusSeconds(5));
        for (int i = 0; i < buckets; i++) {
            JsonNode bucket = answer.at("/data/" + i);
            assertThat(Instant.parse(bucket.at("/at").asString()))
                    .isEqualTo(from.plus(length.multipliedBy(i)));
            assertThat(bucket.at("/requests").asLong()).isZero();
            assertThat(bucket.at("/classes/accepted/messages").asLong(-1)).isZero();
            assertThat(bucket.at("/codes").isEmpty()).isTrue();
        }
    }

    @Test
    void bucketsHaveTheirRequestsByClassAndCode() {
        SinkWithLog sink = new SinkWithLog();
        Instant before = now.minus(Duration.ofMinutes(10));
        sink.minute(before, "ok", 6, 12);
        sink.minute(before, "partly_accepted", 1, 2);
        sink.minute(before, "timeout", 3, 3);
        sink.minute(before.minusSeconds(60), "too_large", 1, 1);
        JsonNode answer =
                get(sink, PATH + "?from=%s&to=%s".formatted(before.minusSeconds(90), now));
        JsonNode bucket = answer.at("/data/2");
        assertThat(Instant.parse(bucket.at("/at").asString())).isEqualTo(before);
        // One request was taken in part.
        assertThat(bucket.at("/requests").asLong()).isEqualTo(9);
        assertThat(bucket.at("/messages").asLong()).isEqualTo(17);
        assertThat(bucket.at("/requests_per_minute").asDouble()).isEqualTo(9);
        assertThat(bucket.at("/classes/accepted/messages").asLong()).isEqualTo(12);
        assertThat(bucket.at("/classes/refused/messages").asLong()).isEqualTo(2);
        assertThat(bucket.at("/classes/unreachable/requests").asLong()).isEqualTo(3);
        assertThat(bucket.at("/codes/timeout/messages").asLong()).isEqualTo(3);
        assertThat(answer.at("/data/1/classes/unsendable/messages").asLong()).isEqualTo(1);
        assertThat(answer.at("/data/1/requests").asLong()).isZero();
        assertThat(answer.at("/data/0/messages").asLong()).isZero();
        assertThat(answer.at("/totals/requests").asLong()).isEqualTo(9);
        assertThat(answer.at("/totals/messages").asLong()).isEqualTo(18);
        assertThat(answer.at("/totals/messages_per_minute").asDouble()).isEqualTo(1.5);
    }

    @Test
    void allSinksTogetherShowWhichHaveTheMost() {
        SinkWithLog sink = new SinkWithLog();
        sink.minute(now.minusSeconds(60), "ok", 3, 5);
        sink.minute(now.minus(Duration.ofDays(3)), "http_status", 2, 2);
        sink.client.post("/v1/sinks", Bodies.sink("quiet", "prod", "crm"));
        JsonNode week = get(sink, "/v1/counts?window=7d");
        assertThat(week.at("/data").size()).isEqualTo(168);
        assertThat(week.at("/totals/messages").asLong()).isEqualTo(7);
        assertThat(week.at("/sinks").size()).isEqualTo(1);
        assertThat(week.at("/sinks/0/id").asString()).isEqualTo(sink.sink.toString());
        assertThat(week.at("/sinks/0/name").asString()).isEqualTo("orders");
        assertThat(week.at("/sinks/0/codes/http_status/requests").asLong()).isEqualTo(2);
        assertThat(get(sink, "/v1/counts").at("/totals/messages").asLong()).isEqualTo(5);
        assertThat(get(sink, "/v1/counts?top=0").at("/sinks").size()).isZero();
        JsonNode others = ApiServer.shared().client().get("/v1/counts?window=7d").json();
        assertThat(others.at("/totals/messages").asLong(-1)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/sinks/orders/counts?window=2h, /window, unknown_value",
        "/v1/sinks/orders/counts?step=2m, /step, unknown_value",
        "/v1/sinks/orders/counts?window=1h&from=2026-01-01T00:00:00Z, /from, with_window",
        "/v1/sinks/orders/counts?from=2999-01-01T00:00:00Z, /from, out_of_range",
        "/v1/sinks/orders/counts?from=2020-01-01T00:00:00Z, /from, out_of_range",
        "/v1/sinks/orders/counts?from=-999999999-01-01T00:00:00Z, /from, invalid_time",
        "/v1/sinks/orders/counts?window=7d&step=1m, /step, out_of_range",
        "/v1/counts?window=24h&step=5m, /step, out_of_range",
        "/v1/counts?top=1001, /top, out_of_range"
    })
    void whatIsTooMuchIsRefused(String path, String pointer, String code) {
        Client.Answer answer = idle.client.get(path);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.string("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(answer.string("/errors/0/code")).isEqualTo(code);
    }
}
