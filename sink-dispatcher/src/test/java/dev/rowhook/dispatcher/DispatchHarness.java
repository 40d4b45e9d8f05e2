package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_ORDER;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;
import static dev.rowhook.store.jooq.Tables.SINK_REPLAY;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;
import static dev.rowhook.store.testing.Waiting.await;

import dev.rowhook.changelog.AppendBatch;
import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.ChangeLogWriter;
import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.Leases;
import dev.rowhook.changelog.LogPlace;
import dev.rowhook.changelog.LogPositions;
import dev.rowhook.changelog.LogSettings;
import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.changelog.SinkCursors;
import dev.rowhook.changelog.SinkLogs;
import dev.rowhook.changelog.SinkMarks;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.Lsn;
import dev.rowhook.core.ReplayId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.testing.RowBytes;
import dev.rowhook.dispatcher.window.WindowLimits;
import dev.rowhook.store.accounts.AccountCreation;
import dev.rowhook.store.jooq.tables.records.SinkReplayRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// The sinks of one database as the API saves them, with a log in memory that all of them want
/// everything of, and an endpoint.
final class DispatchHarness implements AutoCloseable {
    static final Duration GRACE = Duration.ofMillis(200);
    private static final MasterKeys MASTER_KEYS =
            MasterKeys.parse(MasterKeys.createLine("test").reveal());
    static final DSLContext WORKER = WorkerHarness.WORKER;

    final SinkReceiver receiver = new SinkReceiver();
    final FakeLog log = new FakeLog();
    final TableVersions tables = new TableVersions();
    final AtomicInteger leasesLost = new AtomicInteger();
    final AccountId account =
            new AccountCreation(WORKER, MASTER_KEYS).create("acme", "first").account();
    private final DatabaseId database = DatabaseId.create();
    private final UUID endpoint = UUID.randomUUID();
    private final DSLContext settings = WorkerHarness.POSTGRES.superuser();
    private final SinkDispatcher dispatcher =
            new SinkDispatcher(
                    WORKER,
                    new DataKeys(MASTER_KEYS),
                    EgressPolicy.of(EgressMode.DEV),
                    Clock.systemUTC(),
                    limits(),
                    _ -> {});
    private long version = 1;

    /// The version that the stored log heeds.
    private long logged = 1;

    private int sinks;
    private Optional<ChangeLog> segments = Optional.empty();
    private Optional<ChangeLogWriter> writer = Optional.empty();
    Lease lease;
    DatabaseDispatch dispatch;

    DispatchHarness() throws IOException {
        settings.insertInto(DATABASE)
                .set(DATABASE.ACCOUNT_ID, account.value())
                .set(DATABASE.ID, database.value())
                .set(DATABASE.NAME, "source")
                .set(DATABASE.HOSTNAME, "localhost")
                .set(DATABASE.PORT, 5432)
                .set(DATABASE.DATABASE_NAME, "app")
                .set(DATABASE.USERNAME, "rowhook")
                .set(DATABASE.PASSWORD, new byte[0])
                .set(DATABASE.TLS_MODE, "disable")
                .set(DATABASE.SLOT_NAME, "slot")
                .set(DATABASE.SLOT_CREATE, true)
                .set(DATABASE.PUBLICATION_NAME, "publication")
                .set(DATABASE.PUBLICATION_CREATE, true)
                .execute();
        settings.insertInto(HTTP_ENDPOINT)
                .set(HTTP_ENDPOINT.ACCOUNT_ID, account.value())
                .set(HTTP_ENDPOINT.ID, endpoint)
                .set(HTTP_ENDPOINT.NAME, "endpoint")
                .set(HTTP_ENDPOINT.URL, receiver.url())
                .execute();
        lease = take();
        dispatch = open();
    }

    private static DeliveryLimits limits() {
        return new DeliveryLimits(WindowLimits.DEFAULT, 500, 1 << 20, GRACE, Duration.ofSeconds(5));
    }

    private DatabaseDispatch open() {
        lease = take();
        SinkLogs logs = segments.<SinkLogs>map(stored -> stored::sinkLog).orElse((_, _) -> log);
        return dispatcher.open(
                lease, logs, tables, new SinkMarks(), () -> true, leasesLost::incrementAndGet);
    }

    private Lease take() {
        return new Leases(WORKER, "node", Duration.ofMinutes(1))
                .take(account, database)
                .orElseThrow();
    }

    /// Has the log in segments of ten changes from now on, as servers do.
    ChangeLog storeLog() {
        dispatch.close();
        lease = take();
        ChangeLog stored =
                ChangeLog.open(
                        WORKER,
                        lease,
                        new ChangeLog.Settings(10, 1 << 20, Duration.ofHours(1), 1 << 20));
        segments = Optional.of(stored);
        writer = Optional.of(stored.newWriter());
        dispatch =
                dispatcher.open(
                        lease,
                        stored::sinkLog,
                        tables,
                        new SinkMarks(),
                        () -> true,
                        leasesLost::incrementAndGet);
        return stored;
    }

    /// Appends inserts of rows `seq % rows` to the stored log, in one transaction.
    ///
    /// @param sinks the numbers of those that want them
    void store(int changes, int rows, int... sinks) {
        ChangeLogWriter to = writer.orElseThrow();
        AppendBatch batch = to.newBatch(logged);
        long commit = to.position().nextSeq();
        for (int i = 0; i < changes; i++) {
            byte[] body = insert((commit + i) % rows, "new");
            batch.add(commit, i, 1_700_000_000_000_000L + commit, 1, null, body, sinks);
        }
        Lsn lsn = new Lsn(commit);
        to.append(batch, to.position().at(lsn, changes, lsn, true, new Lsn(commit + changes)));
    }

    /// Appends an insert to the stored log.
    void store(long id, String status, int... sinks) {
        ChangeLogWriter to = writer.orElseThrow();
        AppendBatch batch = to.newBatch(logged);
        long commit = to.position().nextSeq();
        batch.add(commit, 0, 1_700_000_000_000_000L, 1, null, insert(id, status), sinks);
        Lsn lsn = new Lsn(commit);
        to.append(batch, to.position().at(lsn, 1, lsn, true, new Lsn(commit + 1)));
    }

    private static byte[] insert(long id, String status) {
        return RowBytes.message('I', TableVersions.OID)
                .row('N', Long.toString(id), status)
                .toBytes();
    }

    /// The reader acknowledges all settings, at the end of the stored log.
    ///
    /// @param covered whether it retains the table
    void acknowledgeLog(boolean covered) {
        TableName orders = new TableName("public", "orders");
        logged = version;
        long end = writer.orElseThrow().position().nextSeq() - 1;
        List<LogSettings.Sink> all =
                settings.selectFrom(SINK)
                        .where(SINK.DATABASE_ID.eq(database.value()))
                        .fetch(row ->
                                new LogSettings.Sink(
                                        new SinkId(row.getId()),
                                        row.getMatchVersion(),
                                        Set.of(orders),
                                        new LogPlace.End(),
                                        !row.getStatus().equals("disabled")));
        new LogPositions(WORKER)
                .acknowledge(
                        lease,
                        new LogSettings(version, all, covered ? Set.of(orders) : Set.of()),
                        end);
    }

    /// Saves how long the database keeps closed segments, as an interval.
    void retainFor(String kept) {
        settings.execute(
                "update rowhook.database set retain_for = interval '%s' where id = '%s'"
                        .formatted(kept, database.value()));
    }

    /// Has a person want everything from a seq on sent again.
    void replay(SinkId sink, long from, boolean newIds) {
        settings.insertInto(SINK_REPLAY)
                .set(SINK_REPLAY.ACCOUNT_ID, account.value())
                .set(SINK_REPLAY.ID, ReplayId.create().value())
                .set(SINK_REPLAY.SINK_ID, sink.value())
                .set(SINK_REPLAY.WANTED_SEQ, from)
                .set(SINK_REPLAY.NEW_IDS, newIds)
                .execute();
    }

    /// The replays of a sink in their order.
    List<SinkReplayRecord> replays(SinkId sink) {
        return WORKER.selectFrom(SINK_REPLAY)
                .where(SINK_REPLAY.SINK_ID.eq(sink.value()))
                .orderBy(SINK_REPLAY.CREATED_AT)
                .fetch();
    }

    /// Ends the owner in order, and lets another one begin.
    void moveLease() {
        dispatch.close();
        dispatch = open();
        dispatch.apply();
    }

    /// Saves a sink, gives it its place at the beginning of the log, and applies it.
    SinkId addSink() {
        SinkId sink = SinkId.create();
        version++;
        settings.insertInto(SINK)
                .set(SINK.ACCOUNT_ID, account.value())
                .set(SINK.ID, sink.value())
                .set(SINK.NAME, sink.toString())
                .set(SINK.DATABASE_ID, database.value())
                .set(SINK.NUMBER, ++sinks)
                .set(SINK.ENDPOINT_ID, endpoint)
                .set(SINK.PATH, SinkReceiver.path(sink))
                .set(SINK.ACTIONS, new String[] {"insert", "update", "delete"})
                .set(SINK.MESSAGE_KIND, "change")
                .set(SINK.GROUP_BY, "primary_key")
                .set(SINK.BATCH, false)
                .set(SINK.BATCH_SIZE, 1)
                .set(SINK.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                .set(SINK.MAX_IN_FLIGHT, 50)
                .set(SINK.FIRST_DELAY, Duration.ofMillis(5))
                .set(SINK.MAX_DELAY, Duration.ofMillis(40))
                .set(SINK.SETTINGS_VERSION, version)
                .execute();
        settings.insertInto(SINK_TABLE)
                .set(SINK_TABLE.ACCOUNT_ID, account.value())
                .set(SINK_TABLE.SINK_ID, sink.value())
                .set(SINK_TABLE.SCHEMA_NAME, "public")
                .set(SINK_TABLE.TABLE_NAME, "orders")
                .execute();
        WORKER.insertInto(SINK_CURSOR)
                .set(SINK_CURSOR.ACCOUNT_ID, account.value())
                .set(SINK_CURSOR.SINK_ID, sink.value())
                .set(SINK_CURSOR.DATABASE_ID, database.value())
                .set(SINK_CURSOR.EPOCH, lease.epoch())
                .set(SINK_CURSOR.START_SEQ, 1L)
                .set(SINK_CURSOR.MARK, 0L)
                .execute();
        dispatch.apply();
        return sink;
    }

    /// Saves an edit, and returns its version.
    long save(SinkId sink, Map<Field<?>, ?> edit) {
        settings.update(SINK)
                .set(edit)
                .set(SINK.SETTINGS_VERSION, ++version)
                .where(SINK.ID.eq(sink.value()))
                .execute();
        return version;
    }

    /// Saves an edit, applies it, and waits until it is in effect.
    void edit(SinkId sink, Map<Field<?>, ?> edit) throws InterruptedException {
        long saved = save(sink, edit);
        dispatch.apply();
        awaitApplied(sink, saved);
    }

    /// Saves a filter as the API does, without applying it; returns its version.
    long saveFilter(SinkId sink, String filter) {
        long saved = save(sink, Map.of(SINK.FILTER, filter, SINK.MATCH_VERSION, version + 1));
        settings.update(DATABASE)
                .set(DATABASE.SETTINGS_VERSION, saved)
                .where(DATABASE.ID.eq(database.value()))
                .execute();
        return saved;
    }

    /// Saves a filter, applies it, and waits until it is in effect; returns its version.
    long filter(SinkId sink, String filter) throws InterruptedException {
        long saved = saveFilter(sink, filter);
        dispatch.apply();
        awaitApplied(sink, saved);
        return saved;
    }

    /// The settings of the database stand at a version in which no sink was edited.
    void settingsAt(long newest) {
        settings.update(DATABASE)
                .set(DATABASE.SETTINGS_VERSION, newest)
                .where(DATABASE.ID.eq(database.value()))
                .execute();
    }

    void pause(SinkId sink) throws InterruptedException {
        edit(sink, Map.of(SINK.STATUS, "paused"));
    }

    void resume(SinkId sink) throws InterruptedException {
        edit(sink, Map.of(SINK.STATUS, "active"));
    }

    /// Has the sink disabled, and waits until that was carried out.
    void disable(SinkId sink) throws InterruptedException {
        edit(sink, Map.of(SINK.STATUS, "disabled"));
    }

    /// Saves that the sink is enabled as the API does, without applying it; returns its version.
    long enable(SinkId sink) {
        return save(sink, Map.of(SINK.STATUS, "active", SINK.MATCH_VERSION, version + 1));
    }

    String status(SinkId sink) {
        return settings.select(SINK.STATUS)
                .from(SINK)
                .where(SINK.ID.eq(sink.value()))
                .fetchSingle()
                .value1();
    }

    String statusReason(SinkId sink) {
        return settings.select(SINK.STATUS_REASON)
                .from(SINK)
                .where(SINK.ID.eq(sink.value()))
                .fetchSingle()
                .value1();
    }

    /// The endpoint's status, and its reason.
    String endpointStatus() {
        return settings.selectFrom(HTTP_ENDPOINT)
                .where(HTTP_ENDPOINT.ID.eq(endpoint))
                .fetchSingle(row -> row.getStatus() + " " + row.getStatusReason());
    }

    /// Has a person want something done with all dead letters of a sink.
    void order(SinkId sink, String action) {
        settings.insertInto(SINK_ORDER)
                .set(SINK_ORDER.ACCOUNT_ID, account.value())
                .set(SINK_ORDER.ID, UUID.randomUUID())
                .set(SINK_ORDER.SINK_ID, sink.value())
                .set(SINK_ORDER.ACTION, action)
                .execute();
    }

    void delete(SinkId sink) {
        settings.deleteFrom(SINK).where(SINK.ID.eq(sink.value())).execute();
    }

    void execute(String sql) {
        settings.execute(sql);
    }

    long applied(SinkId sink) {
        return WORKER.select(SINK_CURSOR.SETTINGS_VERSION)
                .from(SINK_CURSOR)
                .where(SINK_CURSOR.SINK_ID.eq(sink.value()))
                .fetchSingle()
                .value1();
    }

    void awaitApplied(SinkId sink, long saved) throws InterruptedException {
        await(() -> applied(sink) == saved);
    }

    boolean hasCursor(SinkId sink) {
        return new SinkCursors(WORKER).find(account, sink).isPresent();
    }

    SinkCursor cursor(SinkId sink) {
        return new SinkCursors(WORKER).find(account, sink).orElseThrow();
    }

    /// The reasons of the dead letters, by seq.
    Map<Long, String> dead(SinkId sink) {
        return WORKER.select(SINK_PENDING.SEQ, SINK_PENDING.DEAD_REASON)
                .from(SINK_PENDING)
                .where(SINK_PENDING.SINK_ID.eq(sink.value()))
                .and(SINK_PENDING.DEAD_AT.isNotNull())
                .fetchMap(SINK_PENDING.SEQ, SINK_PENDING.DEAD_REASON);
    }

    int pendingRows(SinkId sink) {
        return WORKER.fetchCount(SINK_PENDING, SINK_PENDING.SINK_ID.eq(sink.value()));
    }

    /// Does something, and lets it come as far as it can, while a write of the sink's cursor is
    /// under way.
    <T> T whileMarkMovesTo(SinkId sink, long mark, Supplier<T> work) {
        return WORKER.transactionResult(tx -> {
            tx.dsl()
                    .update(SINK_CURSOR)
                    .set(SINK_CURSOR.MARK, mark)
                    .where(SINK_CURSOR.SINK_ID.eq(sink.value()))
                    .execute();
            T result = work.get();
            Field<Integer> own = DSL.field("pg_backend_pid()", Integer.class);
            int pid = tx.dsl().select(own).fetchSingle().value1();
            await(() ->
                    settings.fetchExists(
                            DSL.table("pg_stat_activity"),
                            DSL.condition("{0} = any (pg_blocking_pids(pid))", pid)));
            return result;
        });
    }

    /// Appends inserts of rows `seq % rows`.
    void append(long from, long to, int rows) {
        for (long seq = from; seq <= to; seq++) {
            byte[] body = insert(seq % rows, "new");
            log.append(new LoggedChange(seq, 1, seq, 0, 1_700_000_000_000_000L, 1, null, body));
        }
    }

    void awaitReceived(SinkId sink, int messages) throws InterruptedException {
        await(() -> receiver.seqs(sink).size() >= messages);
    }

    @Override
    public void close() {
        receiver.close();
        dispatch.close();
        dispatcher.close();
    }
}
