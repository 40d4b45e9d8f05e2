package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_HOUR;
import static dev.rowhook.store.jooq.Tables.SINK_MINUTE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.attempt.CountRollup;

import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Whether charts that are read from hours say the same as those that are read from minutes.
class HourlyChartsTest {
    private static final List<String> CODES = List.of("ok", "timeout", "partly_accepted");

    private final SinkWithLog sink = new SinkWithLog();
    private final Instant now = sink.now;

    @Test
    void chartsAreTheSameHoweverFarTheHoursAreAddedUp() throws InterruptedException {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        SinkId other = another();
        sink.worker.transaction(tx -> {
            for (int i = 0; i < 2_000; i++) {
                count(tx.dsl(), random.nextInt(3) == 0 ? other : sink.sink, random);
            }
        });
        Map<String, JsonNode> byMinutes = charts();
        assertThat(byMinutes.values().toString()).contains("partly_accepted");
        for (Duration age : List.of(Duration.ofHours(30), Duration.ZERO)) {
            addUp(now.minus(age));
            assertThat(charts()).as("%s ago", age).isEqualTo(byMinutes);
        }
    }

    @Test
    void finishedHoursAreReadFromTheirSums() throws InterruptedException {
        Instant minute = now.minus(Duration.ofHours(10));
        sink.minute(minute, "ok", 3, 5);
        sink.minute(now, "ok", 2, 4);
        addUp(now);
        sink.worker
                .update(SINK_HOUR)
                .set(SINK_HOUR.MESSAGES, 105L)
                .where(SINK_HOUR.SINK_ID.eq(sink.sink.value()))
                .execute();
        for (String chart :
                List.of(
                        "/v1/counts?window=24h",
                        "/v1/counts?window=7d",
                        "/v1/sinks/orders/counts?window=7d",
                        "/v1/sinks/orders/counts?window=24h&step=1h")) {
            assertThat(messages(chart)).as(chart).isEqualTo(109);
        }
        // Finer steps are those of minutes.
        assertThat(messages("/v1/sinks/orders/counts?window=24h")).isEqualTo(9);
    }

    private long messages(String chart) {
        return sink.client.get(chart).json().at("/totals/messages").asLong();
    }

    private Map<String, JsonNode> charts() {
        Map<String, JsonNode> charts = new LinkedHashMap<>();
        for (String step : List.of("1h", "1d")) {
            for (Duration age : List.of(Duration.ZERO, Duration.ofMinutes(1_507))) {
                Instant to = now.minus(age);
                String window =
                        "?step=%s&from=%s&to=%s".formatted(step, to.minus(Duration.ofDays(5)), to);
                for (String path : List.of("/v1/counts", "/v1/sinks/orders/counts")) {
                    Client.Answer answer = sink.client.get(path + window);
                    assertThat(answer.status()).isEqualTo(200);
                    charts.put(path + window, withoutRates(answer.json()));
                }
            }
        }
        return charts;
    }

    /// Those of the step that goes on change by the second.
    private static JsonNode withoutRates(JsonNode chart) {
        chart.findParents("requests_per_minute")
                .forEach(one ->
                        one.asObject()
                                .remove(List.of("requests_per_minute", "messages_per_minute")));
        return chart;
    }

    private void addUp(Instant end) throws InterruptedException {
        new CountRollup(sink.worker, Clock.fixed(end.plusSeconds(300), ZoneOffset.UTC)).run();
    }

    private void count(DSLContext tx, SinkId of, Random random) {
        tx.insertInto(SINK_MINUTE)
                .columns(SINK_MINUTE.fields())
                .values(
                        sink.account.account().value(),
                        of.value(),
                        now.minus(Duration.ofMinutes(random.nextInt(8 * 1440))),
                        CODES.get(random.nextInt(CODES.size())),
                        random.nextInt(1_000),
                        random.nextInt(100_000),
                        0,
                        0)
                .onConflictDoNothing()
                .execute();
    }

    private SinkId another() {
        sink.client.post("/v1/sinks", Bodies.sink("more", "prod", "crm"));
        SinkId id = SinkId.parse(sink.client.get("/v1/sinks/more").string("/id")).orElseThrow();
        sink.worker
                .insertInto(SINK_CURSOR)
                .set(SINK_CURSOR.ACCOUNT_ID, sink.account.account().value())
                .set(SINK_CURSOR.SINK_ID, id.value())
                .set(SINK_CURSOR.DATABASE_ID, sink.database.value())
                .set(SINK_CURSOR.EPOCH, 1L)
                .set(SINK_CURSOR.START_SEQ, 1L)
                .set(SINK_CURSOR.MARK, 0L)
                .execute();
        return id;
    }
}
