package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.LOG_SEGMENT;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// The lists of messages that have no rows of their own: each page looks at a part of the log, or
/// of the attempts.
class PartlyListedMessagesTest {
    private final ListedMessages lists = new ListedMessages();
    private final SinkWithLog sink = lists.sink;
    private final Instant noon = lists.noon;

    @Test
    void ofTheLogOnlyWhatTheSinkMayWantIsListed() {
        long seed = System.nanoTime();
        System.out.println("message lists, lag: seed " + seed);
        Random random = new Random(seed);
        List<Long> wanted = new ArrayList<>();
        for (long seq = 1; seq <= 120; seq++) {
            boolean wants = random.nextInt(3) == 0;
            sink.append("1", noon, wants);
            if (wants && seq > 30) {
                wanted.add(seq);
            }
        }
        sink.mark(30);
        assertThat(lists.all("lag", 1 + random.nextInt(9))).isEqualTo(wanted);
        assertThat(sink.client.get("/v1/sinks/orders/health").json().at("/lag/messages").asInt())
                .isEqualTo(wanted.size());
        // What is done meanwhile is not listed any more.
        sink.mark(90);
        assertThat(lists.all("lag", 200))
                .isEqualTo(wanted.stream().filter(seq -> seq > 90).toList());
    }

    @Test
    void aPageOfTheLogEndsWhereItHasLookedAtEnough() {
        sink.append("1", noon, false);
        sink.append("1", noon, true);
        String segment = copyUnwanted(30_000);
        wantLast(segment);
        Client.Answer first = lists.get("lag&limit=1");
        assertThat(ListedMessages.seqs(first)).containsExactly(2L);
        Client.Answer second = lists.get("lag&limit=1" + ListedMessages.cursor(first));
        assertThat(ListedMessages.seqs(second)).isEmpty();
        assertThat(ListedMessages.cursor(second)).isNotEmpty();
        Client.Answer third = lists.get("lag&limit=1" + ListedMessages.cursor(second));
        assertThat(ListedMessages.seqs(third)).containsExactly(30_002L);
        assertThat(ListedMessages.cursor(third)).isEmpty();
    }

    /// As if the sink did not want so many more.
    private String copyUnwanted(int count) {
        int number =
                sink.worker
                        .select(LOG_SEGMENT.NUMBER)
                        .from(LOG_SEGMENT)
                        .where(LOG_SEGMENT.DATABASE_ID.eq(sink.database.value()))
                        .fetchSingle()
                        .value1();
        String segment =
                "rowhook_log.\"segment_%s_%d\""
                        .formatted(sink.database.value().toString().replace("-", ""), number);
        sink.worker.execute(
                """
                insert into %s
                select 2 + n, commit_lsn, commit_index, committed_at, settings_version, relation, sinks, annotations, change
                from %s, generate_series(1, ?) n where seq = 1
                """
                        .formatted(segment, segment),
                count);
        sink.worker
                .update(LOG_POSITION)
                .set(LOG_POSITION.NEXT_SEQ, count + 3L)
                .where(LOG_POSITION.DATABASE_ID.eq(sink.database.value()))
                .execute();
        return segment;
    }

    private void wantLast(String segment) {
        sink.worker.execute(
                "update %s set sinks = (select sinks from %s where seq = 2) where seq = 30002"
                        .formatted(segment, segment));
    }

    @Test
    void deliveredIsWhatAttemptsSay() {
        long seed = System.nanoTime();
        System.out.println("message lists, delivered: seed " + seed);
        Random random = new Random(seed);
        sink.append("1", noon, true);
        List<Long> expected = new ArrayList<>();
        long seq = 0;
        for (int attempt = 0; attempt < 80; attempt++) {
            Long[] seqs = new Long[1 + random.nextInt(5)];
            for (int i = 0; i < seqs.length; i++) {
                seqs[i] = ++seq;
            }
            boolean accepted = random.nextInt(3) > 0;
            Set<Long> failed = failed(random, seqs);
            if (!failed.isEmpty()) {
                sink.partly(noon.plusSeconds(attempt / 2), failed, seqs);
            } else {
                sink.attempt(noon.plusSeconds(attempt / 2), accepted, seqs);
            }
            for (Long one : seqs) {
                if (failed.isEmpty() ? accepted : !failed.contains(one)) {
                    expected.add(one);
                }
            }
        }
        List<Long> listed = lists.all("delivered", 1 + random.nextInt(9));
        assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
        JsonNode last = lists.page("delivered", 1).at("/data/0");
        assertThat(last.at("/state").asString()).isEqualTo("delivered");
        assertThat(last.at("/attempt_id").asString()).startsWith("att_");
        assertThat(ListedMessages.time(last, "/delivered_at")).isAfter(noon.plusSeconds(10));
        assertThat(last.at("/commit_lsn").isNull()).isTrue();
    }

    private static Set<Long> failed(Random random, Long[] seqs) {
        Set<Long> failed = new HashSet<>();
        if (random.nextInt(5) == 0) {
            failed.add(seqs[random.nextInt(seqs.length)]);
        }
        return failed;
    }

    @Test
    void aPageOfAttemptsEndsWhereItHasLookedAtEnough() {
        sink.attempt(noon.minusSeconds(1), true, 1L);
        sink.attempts(sink.attempt(noon, false, 2L), 2_500);
        List<Integer> sizes = new ArrayList<>();
        String cursor = "";
        do {
            Client.Answer page = lists.get("delivered" + cursor);
            sizes.add(ListedMessages.seqs(page).size());
            cursor = ListedMessages.cursor(page);
        } while (!cursor.isEmpty());
        assertThat(sizes).containsExactly(0, 0, 1);
    }
}
