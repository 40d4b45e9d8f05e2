package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.SINK_CONDITION;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_DELIVERY;
import static dev.rowhook.store.jooq.Tables.SINK_DISCARD;
import static dev.rowhook.store.jooq.Tables.SINK_ORDER;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LeaseLostException;
import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.changelog.SinkCursors;
import dev.rowhook.changelog.SinkLog;
import dev.rowhook.changelog.SinkMarks;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.pending.Sealer;
import dev.rowhook.dispatcher.window.WindowLimits;
import dev.rowhook.store.Roles;
import dev.rowhook.store.Sql;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGPoolingDataSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

/// One sink worker over a real Postgres, a log in memory and an endpoint that answers as it is
/// told.
final class WorkerHarness implements AutoCloseable {
    static final OwnPostgres POSTGRES = OwnPostgres.create();
    static final DSLContext WORKER = Sql.of(pool());

    final AccountId account = new AccountId(POSTGRES.createAccount());
    final SinkId sink = SinkId.create();
    final FakeLog log = new FakeLog();
    final FakeEndpoint endpoint = new FakeEndpoint();
    final AtomicInteger leasesLost = new AtomicInteger();
    final SinkCursors cursors = new SinkCursors(WORKER);
    final Lease lease;
    volatile boolean leaseHolds = true;
    private Pace pace = pace(1);
    final EndpointId endpointId = EndpointId.create();
    final SinkMarks marks = new SinkMarks();
    EndpointGate gate = new EndpointGate(EndpointStanding.open());
    private RetryPolicy retries = retries();
    private int breakerFailures = 1_000_000;
    private DeliveryLimits limits = limits(WindowLimits.DEFAULT);
    private @Nullable CursorSaver saver;
    private @Nullable SinkWorker worker;

    WorkerHarness() {
        DatabaseId database = DatabaseId.create();
        lease = new Lease(account, database, 1);
        WORKER.insertInto(SINK_CURSOR)
                .set(SINK_CURSOR.ACCOUNT_ID, account.value())
                .set(SINK_CURSOR.SINK_ID, sink.value())
                .set(SINK_CURSOR.DATABASE_ID, database.value())
                .set(SINK_CURSOR.EPOCH, 1L)
                .set(SINK_CURSOR.START_SEQ, 1L)
                .set(SINK_CURSOR.MARK, 0L)
                .execute();
    }

    /// Connections that are kept: making one costs more than all that a worker does with it.
    @SuppressWarnings("deprecation") // The driver's own pool does for tests.
    private static DataSource pool() {
        PGPoolingDataSource pool = new PGPoolingDataSource();
        pool.setUrl(POSTGRES.jdbcUrl());
        pool.setUser(Roles.WORKER);
        pool.setPassword(POSTGRES.password(Roles.WORKER));
        pool.setMaxConnections(20);
        return pool;
    }

    static Pace pace(int batchSize) {
        return new Pace(batchSize, 20, false);
    }

    static RetryPolicy retries() {
        return RetryPolicy.endless(new Backoff(Duration.ofMillis(5), Duration.ofMillis(40)));
    }

    static DeliveryLimits limits(WindowLimits window) {
        return new DeliveryLimits(
                window, 500, 1 << 20, Duration.ofSeconds(4), Duration.ofMillis(100));
    }

    WorkerHarness with(Pace newPace) {
        pace = newPace;
        return this;
    }

    WorkerHarness with(RetryPolicy newRetries) {
        retries = newRetries;
        return this;
    }

    /// Opens the breaker after so many failures in a row.
    WorkerHarness breaksAfter(int failures) {
        breakerFailures = failures;
        return this;
    }

    WorkerHarness with(DeliveryLimits newLimits) {
        limits = newLimits;
        return this;
    }

    void start() {
        start(log, Changes.grouper(), endpoint);
    }

    void start(Grouper grouper, Courier courier) {
        start(log, grouper, courier);
    }

    void start(SinkLog changes, Grouper grouper, Courier courier) {
        start(changes, ChangeJudge.trusting(), grouper, courier);
    }

    void start(SinkLog changes, ChangeJudge judge, Grouper grouper, Courier courier) {
        CursorSaver saving = new CursorSaver(WORKER, lease, () -> {});
        saver = saving;
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        saving.run();
                    } catch (LeaseLostException e) {
                        leasesLost.incrementAndGet();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        WorkerContext context =
                new WorkerContext(
                        WORKER,
                        cursors,
                        lease,
                        new PlainSealer(),
                        saving,
                        (_, _) -> {},
                        new WindowMemory(64 << 20),
                        marks,
                        limits,
                        Clock.systemUTC(),
                        Clock.systemUTC(),
                        new Random(),
                        () -> leaseHolds,
                        leasesLost::incrementAndGet,
                        () -> {});
        SinkPolicy policy =
                new SinkPolicy(
                        pace,
                        retries,
                        breakerFailures,
                        new Backoff(Duration.ofMillis(10), Duration.ofMillis(50)),
                        Duration.ofDays(1));
        SinkWorker created =
                new SinkWorker(
                        context,
                        cursor(),
                        policy,
                        changes,
                        judge,
                        grouper,
                        new Destination(endpointId, courier, gate));
        created.start();
        worker = created;
    }

    void attend() {
        Objects.requireNonNull(worker).attend();
    }

    void stop() throws InterruptedException {
        Objects.requireNonNull(saver).stop();
        Objects.requireNonNull(worker).stop();
    }

    /// Ends the worker as a crash would: nothing more is written.
    void crash() throws InterruptedException {
        Objects.requireNonNull(saver).stop();
        Objects.requireNonNull(worker).abort();
    }

    @Override
    public void close() {
        try {
            if (worker != null) {
                crash();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    SinkCursor cursor() {
        return cursors.find(account, sink).orElseThrow();
    }

    int pendingRows() {
        return WORKER.fetchCount(SINK_PENDING, SINK_PENDING.SINK_ID.eq(sink.value()));
    }

    /// What is told of the sink, by its code.
    Map<String, String> conditions() {
        return WORKER.select(SINK_CONDITION.CODE, SINK_CONDITION.MESSAGE)
                .from(SINK_CONDITION)
                .where(SINK_CONDITION.SINK_ID.eq(sink.value()))
                .fetchMap(SINK_CONDITION.CODE, SINK_CONDITION.MESSAGE);
    }

    /// The seqs of the dead letters, rising.
    List<Long> dead() {
        return WORKER.select(SINK_PENDING.SEQ)
                .from(SINK_PENDING)
                .where(SINK_PENDING.SINK_ID.eq(sink.value()))
                .and(SINK_PENDING.DEAD_AT.isNotNull())
                .orderBy(SINK_PENDING.SEQ)
                .fetch(SINK_PENDING.SEQ);
    }

    String deadReason(long seq) {
        return WORKER.select(SINK_PENDING.DEAD_REASON)
                .from(SINK_PENDING)
                .where(SINK_PENDING.SINK_ID.eq(sink.value()))
                .and(SINK_PENDING.SEQ.eq(seq))
                .fetchSingle()
                .value1();
    }

    List<Long> discarded() {
        return WORKER.select(SINK_DISCARD.SEQ)
                .from(SINK_DISCARD)
                .where(SINK_DISCARD.SINK_ID.eq(sink.value()))
                .orderBy(SINK_DISCARD.SEQ)
                .fetch(SINK_DISCARD.SEQ);
    }

    /// How the worker saw its endpoint when it told last.
    String breaker() {
        return WORKER.select(SINK_DELIVERY.BREAKER)
                .from(SINK_DELIVERY)
                .where(SINK_DELIVERY.SINK_ID.eq(sink.value()))
                .fetchOptional(SINK_DELIVERY.BREAKER)
                .orElse("");
    }

    /// Has a person want something done with a dead letter.
    void order(String action, long seq) {
        SettledSink.save(POSTGRES.superuser(), account, sink, lease.database());
        POSTGRES.superuser()
                .insertInto(SINK_ORDER)
                .set(SINK_ORDER.ACCOUNT_ID, account.value())
                .set(SINK_ORDER.ID, UUID.randomUUID())
                .set(SINK_ORDER.SINK_ID, sink.value())
                .set(SINK_ORDER.ACTION, action)
                .set(SINK_ORDER.SEQS, new Long[] {seq})
                .execute();
        attend();
    }

    /// As if the sink had sent for so long before the first attempt of what waits.
    void startAgingAt(Duration aging) {
        WORKER.update(SINK_PENDING)
                .set(SINK_PENDING.AGING_FROM, aging.toNanos() / 1_000)
                .where(SINK_PENDING.SINK_ID.eq(sink.value()))
                .execute();
    }

    void ageDeadLetters(Duration by) {
        WORKER.update(SINK_PENDING)
                .set(SINK_PENDING.DEAD_AT, Instant.now().minus(by))
                .where(SINK_PENDING.SINK_ID.eq(sink.value()))
                .and(SINK_PENDING.DEAD_AT.isNotNull())
                .execute();
    }

    /// As if a node had written them whose clock is ahead.
    void postponePending(Duration ahead) {
        WORKER.update(SINK_PENDING)
                .set(SINK_PENDING.NEXT_TRY, Instant.now().plus(ahead))
                .where(SINK_PENDING.SINK_ID.eq(sink.value()))
                .and(SINK_PENDING.NEXT_TRY.isNotNull())
                .execute();
    }

    void moveEpoch() {
        WORKER.update(SINK_CURSOR)
                .set(SINK_CURSOR.EPOCH, 2L)
                .where(SINK_CURSOR.SINK_ID.eq(sink.value()))
                .execute();
    }

    /// Turns each byte around, so that a forgotten seal shows. The first one is of no format that
    /// names a data key.
    private static final class PlainSealer implements Sealer {
        @Override
        public byte[] seal(SinkId sink, long seq, byte[] plain) {
            byte[] sealed = new byte[plain.length + 1];
            for (int i = 0; i < plain.length; i++) {
                sealed[i + 1] = (byte) (plain[i] ^ (seq | 1));
            }
            return sealed;
        }

        @Override
        public byte[] open(SinkId sink, long seq, byte[] sealed) {
            return Arrays.copyOfRange(
                    seal(sink, seq, Arrays.copyOfRange(sealed, 1, sealed.length)),
                    1,
                    sealed.length);
        }
    }
}
