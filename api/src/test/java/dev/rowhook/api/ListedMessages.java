package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.SINK_DISCARD;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.store.jooq.tables.records.SinkPendingRecord;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A sink with messages in states, as its owner would have left them, and the lists of them.
final class ListedMessages {
    static final String PATH = "/v1/sinks/orders/messages?state=";

    final SinkWithLog sink = new SinkWithLog();
    final Instant now = sink.now;
    final Instant noon = now.minus(Duration.ofHours(2));

    void retrying(long seq, String id, int attempts) {
        SinkPendingRecord row = sink.pending(seq, id);
        row.setAttempts(attempts);
        row.setFirstAttemptAt(now.minusSeconds(60));
        row.setLastCode("http_status");
        row.setLastStatus(503);
        row.setNextTry(now.plusSeconds(60));
        row.insert();
    }

    void waiting(long seq, String id) {
        sink.pending(seq, id).insert();
    }

    void remove(long seq) {
        sink.worker
                .deleteFrom(SINK_PENDING)
                .where(SINK_PENDING.SINK_ID.eq(sink.sink.value()))
                .and(SINK_PENDING.SEQ.eq(seq))
                .execute();
    }

    void promote(long seq) {
        sink.worker
                .update(SINK_PENDING)
                .set(SINK_PENDING.NEXT_TRY, now)
                .where(SINK_PENDING.SINK_ID.eq(sink.sink.value()))
                .and(SINK_PENDING.SEQ.eq(seq))
                .execute();
    }

    void discarded(long seq, Instant at) {
        sink.worker
                .insertInto(SINK_DISCARD)
                .set(SINK_DISCARD.ACCOUNT_ID, sink.account.account().value())
                .set(SINK_DISCARD.SINK_ID, sink.sink.value())
                .set(SINK_DISCARD.SEQ, seq)
                .set(SINK_DISCARD.RELATION, 1)
                .set(SINK_DISCARD.INCARNATION, 1)
                .set(SINK_DISCARD.COMMIT_LSN, seq)
                .set(SINK_DISCARD.COMMIT_INDEX, 0L)
                .set(SINK_DISCARD.REASON, "too_large")
                .set(SINK_DISCARD.ATTEMPTS, 3)
                .set(SINK_DISCARD.DIED_AT, noon)
                .set(SINK_DISCARD.DISCARDED_AT, at)
                .execute();
    }

    Client.Answer get(String stateAndMore) {
        return sink.client.get(PATH + stateAndMore);
    }

    JsonNode page(String state, int limit) {
        return get("%s&limit=%d".formatted(state, limit)).json();
    }

    JsonNode only(String state) {
        JsonNode data = get(state).json().at("/data");
        assertThat(data.size()).isEqualTo(1);
        return data.get(0);
    }

    /// All pages of a list, one after the other.
    List<Long> all(String state, int limit) {
        List<Long> all = new ArrayList<>();
        String cursor = "";
        do {
            Client.Answer page = get("%s&limit=%d%s".formatted(state, limit, cursor));
            assertThat(page.status()).isEqualTo(200);
            assertThat(seqs(page)).hasSizeLessThanOrEqualTo(limit);
            all.addAll(seqs(page));
            cursor = cursor(page);
        } while (!cursor.isEmpty());
        return all;
    }

    static List<Long> seqs(Client.Answer answer) {
        return answer.json().at("/data").findValuesAsString("sequence").stream()
                .map(sequence -> Long.valueOf(sequence.substring(sequence.indexOf('-') + 1)))
                .toList();
    }

    static String cursor(Client.Answer page) {
        JsonNode cursor = page.json().at("/next_cursor");
        return cursor.isNull() ? "" : "&cursor=" + cursor.asString();
    }

    static Instant time(JsonNode message, String pointer) {
        return Instant.parse(message.at(pointer).asString());
    }
}
