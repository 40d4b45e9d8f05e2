package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class MessagesTest {
    private static final String PATH = "/v1/sinks/orders/messages";

    private final SinkWithLog sink = new SinkWithLog();
    private final Instant now = sink.now;
    private final Instant noon = now.minus(Duration.ofHours(2));

    @Test
    void everyMessageHasAState() {
        for (int seq = 1; seq <= 6; seq++) {
            sink.append("42", noon, seq != 5);
        }
        sink.mark(5);
        sink.dead(2, "42", "too_large", now);
        sink.pending(3, "42").insert();
        var tried = sink.pending(4, "42");
        tried.setNextTry(now.plusSeconds(60));
        tried.insert();

        assertThat(state(1)).isEqualTo("delivered");
        assertThat(state(2)).isEqualTo("dead");
        assertThat(state(3)).isEqualTo("waiting");
        assertThat(state(4)).isEqualTo("pending");
        assertThat(state(5)).isEqualTo("not_wanted");
        assertThat(state(6)).isEqualTo("pending");
        assertThat(state(7)).isEqualTo("unknown");
        assertThat(Instant.parse(get(4).at("/next_try").asString())).isEqualTo(now.plusSeconds(60));
    }

    @Test
    void theTimeOfAnAcceptedAttemptIsExact() {
        sink.append("42", noon, true);
        sink.mark(1);
        sink.attempt(noon.plusSeconds(10), false, 1L);
        sink.attempt(noon.plusSeconds(20), true, 1L, 2L);
        JsonNode message = get(1);
        assertThat(Instant.parse(message.at("/delivered_at").asString()))
                .isEqualTo(noon.plusSeconds(20).plusMillis(250));
        assertThat(message.at("/delivered_between").isNull()).isTrue();
        assertThat(message.at("/attempts").asInt()).isEqualTo(2);
        assertThat(message.at("/attempts_exact").asBoolean()).isTrue();
        assertThat(message.at("/last_status").asInt()).isEqualTo(204);
        assertThat(message.at("/table").asString()).isEqualTo("public.orders");
    }

    @Test
    void withoutOneTheMinutesBoundIt() {
        for (int seq = 1; seq <= 3; seq++) {
            sink.append("42", noon.plusSeconds(5), true);
        }
        sink.mark(3);
        sink.minute(noon, 1, 1);
        sink.minute(noon.plusSeconds(60), 1, 3);
        sink.minute(noon.plusSeconds(120), 3, 3);
        JsonNode two = get(2);
        assertThat(two.at("/state").asString()).isEqualTo("delivered");
        assertThat(two.at("/delivered_at").isNull()).isTrue();
        assertThat(time(two, "/delivered_between/after")).isEqualTo(noon.plusSeconds(5));
        assertThat(time(two, "/delivered_between/before")).isEqualTo(noon.plusSeconds(180));
        assertThat(two.at("/attempts").asInt()).isEqualTo(1);
        assertThat(time(get(1), "/delivered_between/before")).isEqualTo(noon.plusSeconds(60));
    }

    @Test
    void whatLiesBeyondAllThatWasReachedWasDeliveredLater() {
        for (int seq = 1; seq <= 9; seq++) {
            sink.append("42", noon, true);
        }
        sink.mark(9);
        sink.minute(noon.plusSeconds(60), 1, 4);
        sink.minute(noon.plusSeconds(600), 3, 8);
        assertThat(time(get(9), "/delivered_between/after")).isEqualTo(noon.plusSeconds(600));
        assertThat(time(get(9), "/delivered_between/before")).isEqualTo(now);
        assertThat(time(get(5), "/delivered_between/after")).isEqualTo(noon.plusSeconds(60));
        assertThat(time(get(3), "/delivered_between/before")).isEqualTo(noon.plusSeconds(660));
    }

    @Test
    void aRowsChangesAreFoundTheNewestFirst() {
        for (int seq = 1; seq <= 40; seq++) {
            sink.append(seq % 2 == 0 ? "42" : "43", noon.plusSeconds(seq), seq != 4);
        }
        sink.mark(20);
        Client.Answer found = search("{\"table\":\"orders\",\"key\":[\"42\"]}");
        assertThat(ids(found)).hasSize(19).first().isEqualTo(sink.webhookId(40));
        assertThat(found.json().at("/complete").asBoolean()).isTrue();
        assertThat(found.string("/data/0/state")).isEqualTo("pending");
        assertThat(found.string("/data/18/state")).isEqualTo("delivered");

        assertThat(ids(search(between(noon.plusSeconds(10), noon.plusSeconds(14)))))
                .containsExactly(sink.webhookId(12), sink.webhookId(10));
        assertThat(ids(search("{\"table\":\"orders\",\"key\":[\"44\"]}"))).isEmpty();
        assertThat(ids(search("{\"table\":\"orders\",\"key\":[\"42\",\"1\"]}"))).isEmpty();
        assertThat(search("{\"table\":\"orders\"}").string("/errors/0/pointer")).isEqualTo("/key");
    }

    @Test
    void aSearchThatStopsGoesOnByItsCursor() {
        for (int seq = 1; seq <= 20; seq++) {
            sink.append("42", noon, true);
        }
        List<String> all = new ArrayList<>();
        String cursor = "";
        boolean complete;
        do {
            Client.Answer page = search(threeFrom(cursor));
            assertThat(page.status()).isEqualTo(200);
            all.addAll(ids(page));
            complete = page.json().at("/complete").asBoolean();
            assertThat(page.json().at("/stopped_at").isNull()).isEqualTo(complete);
            cursor = ",\"cursor\":\"%s\"".formatted(page.string("/next_cursor"));
        } while (!complete);
        assertThat(all).hasSize(20).doesNotHaveDuplicates();
        assertThat(all).last().isEqualTo(sink.webhookId(1));
    }

    @Test
    void anotherAccountFindsNothing() {
        sink.append("42", noon, true);
        sink.mark(1);
        SinkWithLog other = new SinkWithLog();
        String theirs = "/v1/sinks/" + sink.sink + "/messages";
        assertThat(other.client.get(theirs + "/" + sink.webhookId(1)).status()).isEqualTo(404);
        assertThat(other.client.get(PATH + "/" + sink.webhookId(1)).status()).isEqualTo(404);
        assertThat(other.client.get(PATH + "/nonsense").status()).isEqualTo(404);
        String body = "{\"table\":\"orders\",\"key\":[\"42\"]}";
        assertThat(other.client.post(theirs + "/search", body).status()).isEqualTo(404);
        assertThat(ids(other.client.post(PATH + "/search", body))).isEmpty();
    }

    private static String between(Instant from, Instant to) {
        return "{\"table\":\"orders\",\"key\":[\"42\"],\"from\":\"%s\",\"to\":\"%s\"}"
                .formatted(from, to);
    }

    private static String threeFrom(String cursor) {
        return "{\"table\":\"orders\",\"key\":[\"42\"],\"limit\":3%s}".formatted(cursor);
    }

    private JsonNode get(long seq) {
        return sink.client.get(PATH + "/" + sink.webhookId(seq)).json();
    }

    private String state(long seq) {
        return get(seq).at("/state").asString();
    }

    private Client.Answer search(String body) {
        return sink.client.post(PATH + "/search", body);
    }

    private static List<String> ids(Client.Answer answer) {
        return answer.json().at("/data").findValuesAsString("webhook_id");
    }

    private static Instant time(JsonNode message, String pointer) {
        return Instant.parse(message.at(pointer).asString());
    }
}
