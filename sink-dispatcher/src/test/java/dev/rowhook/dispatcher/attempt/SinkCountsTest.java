package dev.rowhook.dispatcher.attempt;

import static dev.rowhook.dispatcher.attempt.Sinks.WORKER;
import static dev.rowhook.store.jooq.Tables.SINK_MINUTE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.attempt.SinkCounts.OfSink;
import dev.rowhook.dispatcher.attempt.SinkCounts.Snapshot;
import dev.rowhook.store.jooq.tables.records.SinkMinuteRecord;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class SinkCountsTest {
    private static final Instant NOON = Instant.parse("2026-11-05T12:00:00Z");
    private static final List<String> CODES = List.of("ok", "timeout", "http_status");

    private final AccountId account = Sinks.account();
    private final SinkId sink = Sinks.placed(account);
    private final SinkCounts counts = new SinkCounts();

    @Test
    void nothingIsLostAndNothingCountedTwiceWhateverFailsBetween() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<String, List<Long>> model = new HashMap<>();
        for (int step = 0; step < 2_000; step++) {
            Instant at = NOON.plusMillis(step * 90L + random.nextInt(60_000));
            String code = CODES.get(random.nextInt(CODES.size()));
            int messages = random.nextInt(100);
            counts.count(at, code, messages);
            model.merge(
                    at.truncatedTo(ChronoUnit.MINUTES) + code,
                    List.of(1L, (long) messages),
                    (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
            if (random.nextInt(20) == 0) {
                writeOrFail(random.nextBoolean());
            }
        }
        writeOrFail(false);

        assertThat(counts.take().isEmpty()).isTrue();
        Map<String, List<Long>> written = new HashMap<>();
        for (SinkMinuteRecord row : rows()) {
            written.put(
                    row.getMinute() + row.getCode(), List.of(row.getRequests(), row.getMessages()));
        }
        assertThat(written).isEqualTo(model);
    }

    @Test
    void theNewestMinuteKnowsWhatIsDone() {
        counts.count(NOON, "ok", 1);
        counts.count(NOON.plusSeconds(61), "ok", 1);
        write(counts.take(), 7, 9, 12);

        assertThat(rows())
                .extracting(SinkMinuteRecord::getMark, SinkMinuteRecord::getReached)
                .containsExactly(tuple(0L, Long.MAX_VALUE), tuple(7L, 12L));
    }

    @Test
    void aMinuteKeepsTheFarthestMarkAndTheNearestReach() {
        counts.count(NOON, "ok", 1);
        write(counts.take(), 7);
        counts.count(NOON.plusSeconds(1), "ok", 2);
        write(counts.take(), 9, 11);

        SinkMinuteRecord row = rows().getFirst();
        assertThat(row.getRequests()).isEqualTo(2);
        assertThat(row.getMessages()).isEqualTo(3);
        assertThat(row.getMark()).isEqualTo(9);
        assertThat(row.getReached()).isEqualTo(7);
    }

    @Test
    void severalSinksAreWrittenAtOnceAndOneThatIsGoneIsLeftOut() {
        SinkId gone = SinkId.create();
        counts.count(NOON, "ok", 5);
        Snapshot taken = counts.take();
        SinkCounts.write(
                WORKER,
                account,
                List.of(
                        new OfSink(Sinks.cursor(gone, 3), taken),
                        new OfSink(Sinks.cursor(sink, 3), taken),
                        new OfSink(Sinks.cursor(sink, 3), new Snapshot(List.of()))));

        assertThat(rows()).extracting(SinkMinuteRecord::getMessages).containsExactly(5L);
        assertThat(WORKER.fetchCount(SINK_MINUTE, SINK_MINUTE.SINK_ID.eq(gone.value()))).isZero();
    }

    private void writeOrFail(boolean fail) {
        Snapshot taken = counts.take();
        try {
            WORKER.transaction(tx -> {
                SinkCounts.write(
                        tx.dsl(), account, List.of(new OfSink(Sinks.cursor(sink, 1), taken)));
                if (fail) {
                    throw new IllegalStateException("as if the fence had fallen");
                }
            });
        } catch (IllegalStateException e) {
            counts.putBack(taken);
        }
    }

    private void write(Snapshot taken, long mark, long... doneBeyond) {
        SinkCounts.write(
                WORKER, account, List.of(new OfSink(Sinks.cursor(sink, mark, doneBeyond), taken)));
    }

    private List<SinkMinuteRecord> rows() {
        return new ArrayList<>(
                WORKER.selectFrom(SINK_MINUTE)
                        .where(SINK_MINUTE.ACCOUNT_ID.eq(account.value()))
                        .and(SINK_MINUTE.SINK_ID.eq(sink.value()))
                        .orderBy(SINK_MINUTE.MINUTE)
                        .fetch());
    }
}
