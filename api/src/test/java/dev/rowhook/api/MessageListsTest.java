package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.access.Role;
import dev.rowhook.store.jooq.tables.records.SinkPendingRecord;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/// The lists of a sink's messages by their state.
class MessageListsTest {
    private final ListedMessages lists = new ListedMessages();
    private final SinkWithLog sink = lists.sink;
    private final Instant now = lists.now;
    private final Instant noon = lists.noon;

    @Test
    void whatIsTriedAgainIsToldWithItsOutcomeAndItsNextTry() {
        sink.append("42", noon, true);
        lists.retrying(4, "42", 2);
        JsonNode message = lists.only("retrying");
        assertThat(message.at("/webhook_id").asString()).isEqualTo(sink.webhookId(4));
        assertThat(message.at("/sequence").asString()).isEqualTo("0-4");
        assertThat(message.at("/table").asString()).isEqualTo("public.orders");
        assertThat(message.at("/state").asString()).isEqualTo("pending");
        assertThat(message.at("/attempts").asInt()).isEqualTo(2);
        assertThat(message.at("/last_code").asString()).isEqualTo("http_status");
        assertThat(message.at("/last_status").asInt()).isEqualTo(503);
        assertThat(ListedMessages.time(message, "/next_try")).isEqualTo(now.plusSeconds(60));
        assertThat(ListedMessages.time(message, "/commit_timestamp")).isEqualTo(now);
        assertThat(message.at("/waits_for").isNull()).isTrue();
    }

    @Test
    void whatWaitsIsToldWithTheMessageThatItWaitsFor() {
        sink.dead(2, "1", "too_large", now);
        lists.retrying(3, "2", 1);
        lists.waiting(5, "1");
        lists.waiting(6, "1");
        lists.waiting(7, "2");
        SinkPendingRecord two = sink.pending(8, "3");
        two.setGroupB(SinkWithLog.hash("2"));
        two.insert();
        sink.dead(4, "9", "too_large", now);
        sink.worker
                .update(SINK_PENDING)
                .set(SINK_PENDING.HOLDS, false)
                .where(SINK_PENDING.SINK_ID.eq(sink.sink.value()))
                .and(SINK_PENDING.SEQ.eq(4L))
                .execute();
        lists.waiting(9, "9");

        JsonNode data = lists.get("waiting").json().at("/data");
        assertThat(data.findValuesAsString("webhook_id"))
                .isEqualTo(LongStream.rangeClosed(5, 9).mapToObj(sink::webhookId).toList());
        assertThat(data.findValuesAsString("waits_for").subList(0, 4))
                .containsExactly(
                        sink.webhookId(2), sink.webhookId(2), sink.webhookId(3), sink.webhookId(3));
        assertThat(data.at("/4/waits_for").isNull()).isTrue();
        assertThat(data.findValuesAsString("state")).containsOnly("waiting");
    }

    @Test
    void whatIsCountedIsListedUnderTheNameOfTheCount() {
        lists.retrying(1, "1", 1);
        lists.waiting(2, "1");
        sink.dead(3, "3", "too_large", now);
        lists.retrying(4, "4", 1);
        sink.dead(5, "5", "too_large", now.minusSeconds(1));
        for (int seq = 1; seq <= 9; seq++) {
            sink.append("1", noon, true);
        }
        sink.mark(5);

        JsonNode health = sink.client.get("/v1/sinks/orders/health").json();
        assertThat(ListedMessages.seqs(lists.get("pending"))).containsExactly(1L, 2L, 4L);
        assertThat(health.at("/pending").asInt()).isEqualTo(3);
        assertThat(ListedMessages.seqs(lists.get("dead"))).containsExactly(3L, 5L);
        assertThat(health.at("/dead").asInt()).isEqualTo(2);
        assertThat(ListedMessages.seqs(lists.get("lag"))).containsExactly(6L, 7L, 8L, 9L);
        assertThat(health.at("/lag/messages").asInt()).isEqualTo(4);
        // Without a word it is what needs a look.
        assertThat(ListedMessages.seqs(sink.client.get("/v1/sinks/orders/messages")))
                .containsExactly(1L, 2L, 4L);
    }

    @Test
    void aDeadLetterAndOneThatIsGoneAreToldWithTheirReason() {
        sink.dead(3, "3", "retries_exhausted", noon);
        JsonNode dead = lists.only("dead");
        assertThat(dead.at("/state").asString()).isEqualTo("dead");
        assertThat(dead.at("/reason").asString()).isEqualTo("retries_exhausted");
        assertThat(ListedMessages.time(dead, "/died_at")).isEqualTo(noon);
        assertThat(dead.at("/attempts").asInt()).isEqualTo(4);

        lists.discarded(7, now);
        JsonNode gone = lists.only("discarded");
        assertThat(gone.at("/state").asString()).isEqualTo("discarded");
        assertThat(gone.at("/reason").asString()).isEqualTo("too_large");
        assertThat(ListedMessages.time(gone, "/discarded_at")).isEqualTo(now);
        assertThat(gone.at("/webhook_id").asString()).isEqualTo(sink.webhookId(7));
    }

    @Test
    void pagesLoseAndRepeatNothingWhileMessagesComeAndGo() {
        long seed = System.nanoTime();
        System.out.println("message lists: seed " + seed);
        Random random = new Random(seed);
        for (int seq = 1; seq <= 60; seq++) {
            if (random.nextBoolean()) {
                lists.retrying(seq, "r" + seq, 1);
            } else {
                lists.waiting(seq, "w" + seq);
            }
        }
        Set<Long> stayed = new TreeSet<>(LongStream.rangeClosed(1, 60).boxed().toList());
        List<Long> listed = new ArrayList<>();
        int added = 60;
        String cursor = "";
        do {
            Client.Answer page = lists.get("pending&limit=7" + cursor);
            assertThat(page.status()).isEqualTo(200);
            listed.addAll(ListedMessages.seqs(page));
            long gone = 1L + random.nextInt(60);
            lists.remove(gone);
            stayed.remove(gone);
            lists.promote(1L + random.nextInt(60));
            lists.retrying(++added, "later" + added, 1);
            cursor = ListedMessages.cursor(page);
        } while (!cursor.isEmpty() && listed.size() < 200);
        assertThat(listed).isSorted().doesNotHaveDuplicates().containsAll(stayed);
    }

    @Test
    void everyListGoesOnByItsOwnCursorOnly() {
        for (int seq = 1; seq <= 5; seq++) {
            sink.dead(seq, "d" + seq, "too_large", now);
            lists.discarded(10 + seq, now);
            lists.retrying(20 + seq, "r" + seq, 1);
            lists.waiting(30 + seq, "r" + seq);
            sink.append("1", noon, true);
            sink.attempt(noon, true, (long) seq);
        }
        for (String state :
                List.of(
                        "dead",
                        "discarded",
                        "retrying",
                        "waiting",
                        "pending",
                        "lag",
                        "delivered")) {
            List<Long> all = lists.all(state, 2);
            assertThat(all)
                    .as(state)
                    .hasSize(state.equals("pending") ? 10 : 5)
                    .doesNotHaveDuplicates();
            String other = state.equals("dead") ? "lag" : "dead";
            Client.Answer refused =
                    lists.get(
                            other
                                    + "&limit=2"
                                    + ListedMessages.cursor(lists.get(state + "&limit=2")));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.string("/errors/0/code")).isEqualTo("invalid_cursor");
        }
    }

    @Test
    void aStateThatIsNoneIsRefusedWithTheOnesThereAre() {
        Client.Answer refused = lists.get("failed");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo("/state");
        assertThat(refused.string("/errors/0/detail"))
                .contains("pending, retrying, waiting, dead, discarded, lag, delivered");
        assertThat(sink.client.get("/v1/sinks/orders/messages?key=42").status()).isEqualTo(422);
    }

    @Test
    void aViewerSeesTheListsAndNoPayload() {
        lists.retrying(1, "1", 1);
        lists.waiting(2, "1");
        sink.dead(3, "3", "too_large", now);
        Client viewer = Asker.API_TOKEN.in(sink.client, Role.VIEWER);
        for (String state : List.of("pending", "waiting", "dead")) {
            Client.Answer answer = viewer.get(ListedMessages.PATH + state);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).doesNotContain("planted-payload");
            assertThat(ListedMessages.seqs(answer)).isNotEmpty();
        }
    }

    @Test
    void anotherAccountIsShownNothing() {
        lists.retrying(1, "1", 1);
        sink.attempt(noon, true, 1L);
        sink.append("1", noon, true);
        SinkWithLog other = new SinkWithLog();
        for (String state : List.of("pending", "lag", "delivered")) {
            String theirs = "/v1/sinks/%s/messages?state=%s".formatted(sink.sink, state);
            assertThat(other.client.get(theirs).status()).isEqualTo(404);
            assertThat(ListedMessages.seqs(other.client.get(ListedMessages.PATH + state)))
                    .isEmpty();
        }
    }
}
