package dev.rowhook.dispatcher.attempt;

import static dev.rowhook.dispatcher.attempt.Sinks.WORKER;
import static dev.rowhook.store.jooq.Tables.COUNT_ROLLUP;
import static dev.rowhook.store.jooq.Tables.SINK_HOUR;
import static dev.rowhook.store.jooq.Tables.SINK_MINUTE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.attempt.SinkCounts.OfSink;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Whether the hours of an account have the sums of their minutes at any time, whoever writes late
/// and whoever dies. The minutes are the judge.
class CountRollupTest {
    private static final Instant NOON = Instant.parse("2026-11-05T12:00:00Z");
    private static final List<String> CODES = List.of("ok", "timeout", "http_status");

    private final AccountId account = Sinks.account();
    private final List<SinkId> sinks =
            List.of(Sinks.placed(account), Sinks.placed(account), Sinks.placed(account));

    @Test
    void finishedHoursHaveTheSumsOfTheirMinutes() throws InterruptedException {
        Random random = seeded();
        for (int i = 0; i < 500; i++) {
            write(WORKER, random, Duration.ofHours(30));
        }
        runAt(NOON.minus(Duration.ofHours(7)));
        assertThat(until()).isEqualTo(NOON.minus(Duration.ofHours(7)));
        assertThat(hours()).isNotEmpty().isEqualTo(sums());
        runAt(NOON);
        assertThat(until()).isEqualTo(NOON);
        assertThat(hours()).isEqualTo(sums());
        // The hour before has ended, and minutes of it may well be on their way.
        runAt(NOON.plus(Duration.ofMinutes(64)).minusSeconds(301));
        assertThat(until()).isEqualTo(NOON);
    }

    @Test
    void aLateMinuteIsAddedToItsHour() throws InterruptedException {
        Random random = seeded();
        for (int i = 0; i < 50; i++) {
            write(WORKER, random, Duration.ofHours(5));
        }
        runAt(NOON);
        for (int i = 0; i < 100; i++) {
            // Some of hours that had no row of that code, or that began before the first one.
            write(WORKER, random, Duration.ofHours(9));
            assertThat(hours()).isEqualTo(sums());
        }
        runAt(NOON);
        assertThat(hours()).isEqualTo(sums());
    }

    @Test
    void aTransactionThatIsUndoneLeavesHoursAsTheyWere() throws InterruptedException {
        Random random = seeded();
        write(WORKER, random, Duration.ofHours(5));
        runAt(NOON);
        Map<String, List<Long>> before = hours();
        assertThatThrownBy(() ->
                        WORKER.transaction(tx -> {
                            write(tx.dsl(), random, Duration.ofHours(5));
                            throw new IllegalStateException("as if the fence had fallen");
                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(hours()).isEqualTo(before).isEqualTo(sums());
    }

    @Test
    void whoeverWritesMinutesIsWaitedFor() throws Exception {
        Random random = seeded();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writer =
                    threads.submit(() ->
                            WORKER.transaction(tx -> {
                                write(tx.dsl(), random, Duration.ofHours(5));
                                written.countDown();
                                commit.await();
                            }));
            written.await();
            Future<?> adding = threads.submit(() -> runAt(NOON));
            try {
                awaitWaiting("%pg_advisory_xact_lock(%");
                assertThat(adding.isDone()).isFalse();
            } finally {
                commit.countDown();
            }
            writer.get();
            adding.get();
        }
        assertThat(hours()).isNotEmpty().isEqualTo(sums());
    }

    @Test
    void aNodeThatDiesBetweenHasDoneNothing() throws Exception {
        Random random = seeded();
        runAt(NOON.minus(Duration.ofHours(6)));
        write(WORKER, random, Duration.ofHours(5));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            Future<?> holder =
                    threads.submit(() ->
                            WORKER.transaction(tx -> {
                                tx.dsl()
                                        .selectFrom(COUNT_ROLLUP)
                                        .where(COUNT_ROLLUP.ACCOUNT_ID.eq(account.value()))
                                        .forUpdate()
                                        .fetch();
                                held.countDown();
                                release.await();
                            }));
            held.await();
            Future<?> adding = threads.submit(() -> runAt(NOON));
            try {
                // The hours are written by then, and where they end is not.
                int backend = awaitWaiting("insert into%count_rollup%");
                Sinks.POSTGRES.superuser().fetch("select pg_terminate_backend(?)", backend);
                assertThatThrownBy(adding::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(DataAccessException.class);
            } finally {
                release.countDown();
            }
            holder.get();
        }
        assertThat(hours()).isEmpty();
        write(WORKER, random, Duration.ofHours(5));
        runAt(NOON);
        assertThat(hours()).isNotEmpty().isEqualTo(sums());
    }

    @Test
    void hoursAreRightWhileManyWriteAndManyAddUp() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                Random random = new Random(seed + thread);
                running.add(
                        threads.submit(() -> {
                            for (int i = 0; i < 100; i++) {
                                WORKER.transaction(
                                        tx -> write(tx.dsl(), random, Duration.ofHours(40)));
                            }
                        }));
            }
            for (int hour = 40; hour >= 0; hour--) {
                runAt(NOON.minus(Duration.ofHours(hour)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        assertThat(hours()).isNotEmpty().isEqualTo(sums());
    }

    private static Random seeded() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        return new Random(seed);
    }

    /// Some counts of a while before noon.
    private void write(DSLContext tx, Random random, Duration within) {
        SinkCounts counts = new SinkCounts();
        for (int i = 0; i < 3; i++) {
            counts.count(
                    NOON.minusMillis(1 + random.nextLong(within.toMillis())),
                    CODES.get(random.nextInt(CODES.size())),
                    random.nextInt(100));
        }
        SinkId sink = sinks.get(random.nextInt(sinks.size()));
        OfSink one = new OfSink(Sinks.cursor(sink, 1), counts.take());
        tx.transaction(inner -> SinkCounts.write(inner.dsl(), account, List.of(one)));
    }

    /// As if all hours had just settled that end by this time.
    private static Void runAt(Instant end) throws InterruptedException {
        new CountRollup(WORKER, Clock.fixed(end.plusSeconds(301), ZoneOffset.UTC)).run();
        return null;
    }

    private Instant until() {
        return WORKER.select(COUNT_ROLLUP.HOURS_UNTIL)
                .from(COUNT_ROLLUP)
                .where(COUNT_ROLLUP.ACCOUNT_ID.eq(account.value()))
                .fetchSingle()
                .value1();
    }

    private Map<String, List<Long>> hours() {
        Map<String, List<Long>> hours = new TreeMap<>();
        WORKER.selectFrom(SINK_HOUR)
                .where(SINK_HOUR.ACCOUNT_ID.eq(account.value()))
                .forEach(row ->
                        hours.put(
                                row.getSinkId() + " " + row.getHour() + " " + row.getCode(),
                                List.of(row.getRequests(), row.getMessages())));
        return hours;
    }

    /// What the minutes say of the hours that are added up.
    private Map<String, List<Long>> sums() {
        Map<String, List<Long>> sums = new TreeMap<>();
        WORKER.selectFrom(SINK_MINUTE)
                .where(SINK_MINUTE.ACCOUNT_ID.eq(account.value()))
                .and(SINK_MINUTE.MINUTE.lt(until()))
                .forEach(row ->
                        sums.merge(
                                row.getSinkId()
                                        + " "
                                        + row.getMinute().truncatedTo(ChronoUnit.HOURS)
                                        + " "
                                        + row.getCode(),
                                List.of(row.getRequests(), row.getMessages()),
                                (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1))));
        return sums;
    }

    /// Waits until a statement of this kind waits for a lock.
    ///
    /// @return the process that runs it
    private static int awaitWaiting(String statement) throws InterruptedException {
        for (int left = 2_000; left > 0; left--) {
            List<Integer> waiting =
                    Sinks.POSTGRES
                            .superuser()
                            .fetchValues(
                                    "select pid from pg_stat_activity where wait_event_type = 'Lock' and query ilike ?",
                                    statement)
                            .stream()
                            .map(Integer.class::cast)
                            .toList();
            if (!waiting.isEmpty()) {
                return waiting.getFirst();
            }
            Thread.sleep(5);
        }
        throw new AssertionError("nothing waits");
    }
}
