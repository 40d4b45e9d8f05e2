package dev.rowhook.reader;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.DATABASE_CONDITION;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CONDITION;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;
import static dev.rowhook.store.testing.Waiting.await;

import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.Coverage;
import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.Leases;
import dev.rowhook.changelog.LogExpiry;
import dev.rowhook.changelog.LogPage;
import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.TableCoverage;
import dev.rowhook.changelog.page.PageDesk;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.EgressPolicyText;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.source.SessionName;
import dev.rowhook.source.SourceConnections;
import dev.rowhook.source.SourceSettings;
import dev.rowhook.source.SourceSettings.PublicationSettings;
import dev.rowhook.source.SourceSettings.SlotSettings;
import dev.rowhook.source.SourceSettings.Tls;
import dev.rowhook.store.jooq.tables.records.SinkRecord;
import dev.rowhook.store.testing.OwnPostgres;
import dev.rowhook.store.testing.SourcePostgres;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// A source, our own Postgres, and a reader between them with short waits.
final class ReaderFixture implements AutoCloseable {
    static final UUID INSTALLATION = UUID.randomUUID();
    private static final ReaderTiming TIMING =
            new ReaderTiming(
                    Duration.ofMillis(100),
                    Duration.ofSeconds(10),
                    Duration.ofMillis(20),
                    Duration.ofMillis(100),
                    Duration.ofMillis(200));

    final OwnPostgres own = OwnPostgres.create();
    final SourcePostgres source = SourcePostgres.create();
    final AccountId account = new AccountId(own.createAccount());
    final DatabaseId database = DatabaseId.create();
    final String slot = "rowhook_" + source.database();
    final DSLContext worker = own.worker();
    private final UUID endpoint = UUID.randomUUID();
    private int sinks;
    private long version = 1;
    Lease lease;
    ChangeLog log;

    ReaderFixture() {
        DSLContext settings = own.superuser();
        settings.insertInto(DATABASE)
                .set(DATABASE.ACCOUNT_ID, account.value())
                .set(DATABASE.ID, database.value())
                .set(DATABASE.NAME, "source")
                .set(DATABASE.HOSTNAME, source.host())
                .set(DATABASE.PORT, source.port())
                .set(DATABASE.DATABASE_NAME, source.database())
                .set(DATABASE.USERNAME, source.user())
                .set(DATABASE.PASSWORD, new byte[0])
                .set(DATABASE.TLS_MODE, "disable")
                .set(DATABASE.SLOT_NAME, slot)
                .set(DATABASE.SLOT_CREATE, true)
                .set(DATABASE.PUBLICATION_NAME, slot)
                .set(DATABASE.PUBLICATION_CREATE, true)
                .execute();
        settings.insertInto(HTTP_ENDPOINT)
                .set(HTTP_ENDPOINT.ACCOUNT_ID, account.value())
                .set(HTTP_ENDPOINT.ID, endpoint)
                .set(HTTP_ENDPOINT.NAME, "endpoint")
                .set(HTTP_ENDPOINT.URL, "http://127.0.0.1/")
                .execute();
        lease = take();
        log = openLog(worker);
    }

    Lease take() {
        return new Leases(worker, "node", Duration.ofMinutes(1))
                .take(account, database)
                .orElseThrow();
    }

    ChangeLog openLog(DSLContext through) {
        return ChangeLog.open(through, lease, ChangeLog.Settings.defaults());
    }

    final AtomicInteger mended = new AtomicInteger();
    final PageDesk pages = new PageDesk();

    DatabaseReader start() {
        return start(log, worker);
    }

    DatabaseReader start(ChangeLog changeLog, DSLContext through) {
        return start(changeLog, through, TIMING);
    }

    /// Without heartbeats: nothing comes unless somebody commits.
    DatabaseReader startQuietly() {
        return start(
                log,
                worker,
                new ReaderTiming(
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        TIMING.firstRetry(),
                        TIMING.maxRetry(),
                        TIMING.tables()));
    }

    private DatabaseReader start(ChangeLog changeLog, DSLContext through, ReaderTiming timing) {
        return start(changeLog, through, timing, ReaderLimits.defaults());
    }

    DatabaseReader start(ReaderLimits limits) {
        return start(log, worker, TIMING, limits);
    }

    private DatabaseReader start(
            ChangeLog changeLog, DSLContext through, ReaderTiming timing, ReaderLimits limits) {
        return DatabaseReader.start(
                changeLog,
                connections(SessionName.of(INSTALLATION, database, lease.epoch()).toString()),
                through,
                timing,
                limits,
                new ReaderEvents() {
                    @Override
                    public void settingsApplied() {}

                    @Override
                    public void goesOnBehindGap(DSLContext tx) {
                        mended.incrementAndGet();
                    }

                    @Override
                    public void giveUp(long seq, Runnable moved) {
                        Thread.ofVirtual().start(() -> moveBehind(seq, moved));
                    }

                    @Override
                    public void leaseLost() {}
                },
                pages);
    }

    /// Does as the sinks' workers.
    private void moveBehind(long seq, Runnable moved) {
        LogExpiry expiry = log.expiry();
        expiry.behind(seq)
                .forEach(sink -> {
                    expiry.move(sink, seq);
                    moved.run();
                });
    }

    SourceConnections connections(String applicationName) {
        return new SourceConnections(
                new SourceSettings(
                        source.host(),
                        source.port(),
                        source.database(),
                        source.user(),
                        Optional.of(Secret.of(source.password())),
                        Tls.DISABLED,
                        new SlotSettings(slot, true),
                        new PublicationSettings(slot, true),
                        applicationName,
                        EgressPolicyText.write(EgressPolicy.of(EgressMode.DEV))));
    }

    /// Saves a sink as the API does, and returns its number.
    int addSink(List<String> tables, String... actions) {
        int number = ++sinks;
        version++;
        own.superuser()
                .transaction(tx -> {
                    UUID sink = UUID.randomUUID();
                    tx.dsl()
                            .insertInto(SINK)
                            .set(SINK.ACCOUNT_ID, account.value())
                            .set(SINK.ID, sink)
                            .set(SINK.NAME, "sink-" + number)
                            .set(SINK.DATABASE_ID, database.value())
                            .set(SINK.NUMBER, number)
                            .set(SINK.ENDPOINT_ID, endpoint)
                            .set(SINK.ACTIONS, actions)
                            .set(SINK.MESSAGE_KIND, "change")
                            .set(SINK.GROUP_BY, "primary_key")
                            .set(SINK.BATCH, false)
                            .set(SINK.BATCH_SIZE, 1)
                            .set(SINK.REQUEST_TIMEOUT, Duration.ofSeconds(1))
                            .set(SINK.MAX_IN_FLIGHT, 1)
                            .set(SINK.FIRST_DELAY, Duration.ofSeconds(1))
                            .set(SINK.MAX_DELAY, Duration.ofSeconds(1))
                            .set(SINK.SETTINGS_VERSION, version)
                            .execute();
                    for (String table : tables) {
                        tx.dsl()
                                .insertInto(SINK_TABLE)
                                .set(SINK_TABLE.ACCOUNT_ID, account.value())
                                .set(SINK_TABLE.SINK_ID, sink)
                                .set(SINK_TABLE.SCHEMA_NAME, "public")
                                .set(SINK_TABLE.TABLE_NAME, table)
                                .execute();
                    }
                    tx.dsl()
                            .update(DATABASE)
                            .set(DATABASE.SETTINGS_VERSION, version)
                            .where(DATABASE.ID.eq(database.value()))
                            .execute();
                });
        return number;
    }

    /// Saves a sink of all actions and waits until it is active.
    int addActiveSink(DatabaseReader reader, String... tables) throws InterruptedException {
        int number = addSink(List.of(tables), "insert", "update", "delete");
        reader.settingsChanged();
        await("the sink is active", () -> acknowledged() >= version);
        return number;
    }

    /// Saves which tables are retained from now on.
    void retain(String... tables) {
        version++;
        own.superuser()
                .update(DATABASE)
                .set(DATABASE.RETAIN_TABLES, tables)
                .set(DATABASE.SETTINGS_VERSION, version)
                .where(DATABASE.ID.eq(database.value()))
                .execute();
    }

    /// The same, and waits until it is in effect.
    void retain(DatabaseReader reader, String... tables) throws InterruptedException {
        retain(tables);
        reader.settingsChanged();
        await("the tables are retained", () -> acknowledged() >= version);
    }

    /// Since which seq the log has all of a table; negative if it has not.
    long coveredFrom(String table) {
        return new TableCoverage(worker, account, database)
                .of(List.of(TableName.parse(table).orElseThrow()))
                .map(Coverage::seq)
                .orElse(-1L);
    }

    /// All changes in the log, whoever wants them.
    List<LoggedChange> all() throws InterruptedException {
        ChangeLog reopened = openLog(worker);
        List<LoggedChange> all = new ArrayList<>();
        long at = 0;
        while (at < reopened.end()) {
            LogPage page = reopened.sinkLog(Integer.MAX_VALUE, Long.MAX_VALUE).next(at, 1_000);
            all.addAll(page.changes());
            at = page.lastSeq();
        }
        return all;
    }

    /// Saves what a sink wants from now on.
    void edit(int sink, @Nullable String filter, String... changedColumns) {
        version++;
        own.superuser()
                .transaction(tx -> {
                    tx.dsl()
                            .update(SINK)
                            .set(SINK.FILTER, filter)
                            .set(
                                    SINK.CHANGED_COLUMNS,
                                    changedColumns.length == 0 ? null : changedColumns)
                            .set(SINK.SETTINGS_VERSION, version)
                            .set(SINK.MATCH_VERSION, version)
                            .where(SINK.DATABASE_ID.eq(database.value()), SINK.NUMBER.eq(sink))
                            .execute();
                    tx.dsl()
                            .update(DATABASE)
                            .set(DATABASE.SETTINGS_VERSION, version)
                            .where(DATABASE.ID.eq(database.value()))
                            .execute();
                });
    }

    /// Saves what a sink wants from now on, and waits until it is in effect.
    void edit(DatabaseReader reader, int sink, @Nullable String filter, String... changedColumns)
            throws InterruptedException {
        edit(sink, filter, changedColumns);
        reader.settingsChanged();
        await("the edit is in effect", () -> acknowledged() >= version);
    }

    /// Saves a sink with a filter, and waits until it is active.
    int addFilteredSink(DatabaseReader reader, String table, String filter)
            throws InterruptedException {
        int number = addSink(List.of(table), "insert", "update", "delete");
        edit(reader, number, filter);
        return number;
    }

    /// What is told of a sink: codes and messages.
    Map<String, String> conditions(int sink) {
        return worker.select(SINK_CONDITION.CODE, SINK_CONDITION.MESSAGE)
                .from(SINK_CONDITION)
                .join(SINK)
                .on(SINK.ID.eq(SINK_CONDITION.SINK_ID))
                .where(SINK.NUMBER.eq(sink))
                .fetchMap(SINK_CONDITION.CODE, SINK_CONDITION.MESSAGE);
    }

    SinkId sink(int number) {
        return new SinkId(sinkRow(number).getId());
    }

    long matchVersion(int number) {
        return sinkRow(number).getMatchVersion();
    }

    private SinkRecord sinkRow(int number) {
        return worker.selectFrom(SINK)
                .where(SINK.DATABASE_ID.eq(database.value()), SINK.NUMBER.eq(number))
                .fetchSingle();
    }

    long acknowledged() {
        return worker.select(LOG_POSITION.SETTINGS_VERSION)
                .from(LOG_POSITION)
                .where(LOG_POSITION.DATABASE_ID.eq(database.value()))
                .fetchSingle()
                .value1();
    }

    /// How many sinks have a position.
    int begunSinks() {
        return worker.fetchCount(SINK_CURSOR);
    }

    List<String> conditions() {
        return worker.select(DATABASE_CONDITION.CODE)
                .from(DATABASE_CONDITION)
                .where(DATABASE_CONDITION.DATABASE_ID.eq(database.value()))
                .fetch(DATABASE_CONDITION.CODE);
    }

    /// All that the sink wants, read from the segments by somebody who was not there when it was
    /// appended.
    List<LoggedChange> logged(int sink) throws InterruptedException {
        return pages(sink).stream().flatMap(page -> page.changes().stream()).toList();
    }

    /// Of all that a sink may want the letters of the messages: small ones where the reader has not
    /// decided.
    String tags(int sink) throws InterruptedException {
        StringBuilder tags = new StringBuilder();
        for (LogPage page : pages(sink)) {
            for (LoggedChange change : page.changes()) {
                char letter = (char) change.body()[0];
                tags.append(
                        page.open().contains(change.seq())
                                ? Character.toLowerCase(letter)
                                : letter);
            }
        }
        return tags.toString();
    }

    private List<LogPage> pages(int sink) throws InterruptedException {
        ChangeLog reopened =
                ChangeLog.open(
                        worker,
                        lease,
                        new ChangeLog.Settings(1_000_000, 1L << 40, Duration.ofDays(1), 0));
        List<LogPage> pages = new ArrayList<>();
        long at = 0;
        while (at < reopened.end()) {
            LogPage page = reopened.sinkLog(sink).next(at, 1_000);
            pages.add(page);
            at = page.lastSeq();
        }
        return pages;
    }

    @Override
    public void close() {
        source.close();
        own.close();
    }
}
