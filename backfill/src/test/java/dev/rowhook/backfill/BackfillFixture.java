package dev.rowhook.backfill;

import static dev.rowhook.store.jooq.Tables.BACKFILL;
import static dev.rowhook.store.jooq.Tables.BACKFILL_TABLE;
import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;
import static dev.rowhook.store.testing.Waiting.await;

import dev.rowhook.backfill.page.PageLimits;
import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.Leases;
import dev.rowhook.changelog.LogPage;
import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.SinkMarks;
import dev.rowhook.changelog.page.PageDesk;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.BackfillId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.EgressPolicyText;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.reader.DatabaseReader;
import dev.rowhook.reader.ReaderEvents;
import dev.rowhook.reader.ReaderLimits;
import dev.rowhook.reader.ReaderTiming;
import dev.rowhook.source.SessionName;
import dev.rowhook.source.SourceConnections;
import dev.rowhook.source.SourceSettings;
import dev.rowhook.source.SourceSettings.PublicationSettings;
import dev.rowhook.source.SourceSettings.SlotSettings;
import dev.rowhook.source.SourceSettings.Tls;
import dev.rowhook.store.jooq.tables.records.BackfillRecord;
import dev.rowhook.store.jooq.tables.records.BackfillTableRecord;
import dev.rowhook.store.testing.OwnPostgres;
import dev.rowhook.store.testing.SourcePostgres;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A source, our own Postgres, a reader between them, and the backfills of the database.
final class BackfillFixture implements AutoCloseable {
    static final BackfillSettings SETTINGS =
            new BackfillSettings(
                    new PageLimits(Duration.ofSeconds(10), Duration.ofSeconds(2), 1 << 20),
                    Duration.ofMillis(100),
                    1 << 20,
                    2,
                    5_000,
                    Duration.ofMillis(50),
                    Duration.ofMillis(200));
    private static final UUID INSTALLATION = UUID.randomUUID();

    final OwnPostgres own = OwnPostgres.create();
    final SourcePostgres source = SourcePostgres.create();
    final AccountId account = new AccountId(own.createAccount());
    final DatabaseId database = DatabaseId.create();
    final DSLContext worker = own.worker();
    final SinkMarks marks = new SinkMarks();
    final PageDesk desk = new PageDesk();
    private final UUID endpoint = UUID.randomUUID();
    final Lease lease;
    final ChangeLog log;
    private @Nullable DatabaseReader reader;
    private @Nullable DatabaseBackfills backfills;
    private long version = 1;
    private int sinks;

    BackfillFixture() {
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
                .set(DATABASE.SLOT_NAME, source.database())
                .set(DATABASE.SLOT_CREATE, true)
                .set(DATABASE.PUBLICATION_NAME, source.database())
                .set(DATABASE.PUBLICATION_CREATE, true)
                .execute();
        settings.insertInto(HTTP_ENDPOINT)
                .set(HTTP_ENDPOINT.ACCOUNT_ID, account.value())
                .set(HTTP_ENDPOINT.ID, endpoint)
                .set(HTTP_ENDPOINT.NAME, "endpoint")
                .set(HTTP_ENDPOINT.URL, "http://127.0.0.1/")
                .execute();
        lease =
                new Leases(worker, "node", Duration.ofMinutes(5))
                        .take(account, database)
                        .orElseThrow();
        log = ChangeLog.open(worker, lease, ChangeLog.Settings.defaults());
    }

    void startReader() {
        reader =
                DatabaseReader.start(
                        log,
                        connections(),
                        worker,
                        new ReaderTiming(
                                Duration.ofMillis(100),
                                Duration.ofSeconds(10),
                                Duration.ofMillis(20),
                                Duration.ofMillis(100),
                                Duration.ofMinutes(1)),
                        ReaderLimits.defaults(),
                        new ReaderEvents() {
                            @Override
                            public void settingsApplied() {}

                            @Override
                            public void goesOnBehindGap(DSLContext tx) {}

                            @Override
                            public void giveUp(long seq, Runnable moved) {}

                            @Override
                            public void leaseLost() {}
                        },
                        desk);
    }

    void stopReader() {
        if (reader != null) {
            reader.close();
        }
    }

    void startBackfills() {
        startBackfills(settings -> settings);
    }

    void startBackfills(UnaryOperator<BackfillSettings> with) {
        backfills =
                DatabaseBackfills.start(
                        worker,
                        lease,
                        connections(),
                        desk,
                        marks,
                        with.apply(SETTINGS),
                        () -> {},
                        () -> {});
        backfills.look();
    }

    void look() {
        if (backfills != null) {
            backfills.look();
        }
    }

    void stopBackfills() {
        if (backfills != null) {
            backfills.close();
        }
    }

    SourceConnections connections() {
        return new SourceConnections(
                new SourceSettings(
                        source.host(),
                        source.port(),
                        source.database(),
                        source.user(),
                        Optional.of(Secret.of(source.password())),
                        Tls.DISABLED,
                        new SlotSettings(source.database(), true),
                        new PublicationSettings(source.database(), true),
                        SessionName.of(INSTALLATION, database, lease.epoch()).toString(),
                        EgressPolicyText.write(EgressPolicy.of(EgressMode.DEV))));
    }

    /// A sink as it was saved.
    record SavedSink(SinkId id, int number) {}

    /// Saves a sink of tables of schema public, and waits until it is active.
    SavedSink addSink(List<String> tables, @Nullable String filter, String... actions)
            throws InterruptedException {
        SavedSink sink = new SavedSink(SinkId.create(), ++sinks);
        changeSettings(tx -> {
            tx.insertInto(SINK)
                    .set(SINK.ACCOUNT_ID, account.value())
                    .set(SINK.ID, sink.id().value())
                    .set(SINK.NAME, "sink-" + sink.number())
                    .set(SINK.DATABASE_ID, database.value())
                    .set(SINK.NUMBER, sink.number())
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
                    .set(SINK.FILTER, filter)
                    .set(SINK.SETTINGS_VERSION, version)
                    .set(SINK.MATCH_VERSION, version)
                    .execute();
            for (String table : tables) {
                tx.insertInto(SINK_TABLE)
                        .set(SINK_TABLE.ACCOUNT_ID, account.value())
                        .set(SINK_TABLE.SINK_ID, sink.id().value())
                        .set(SINK_TABLE.SCHEMA_NAME, "public")
                        .set(SINK_TABLE.TABLE_NAME, table)
                        .execute();
            }
        });
        await("the sink is active", () -> acknowledged() >= version);
        return sink;
    }

    /// Saves what a sink wants from now on, and waits until it is in effect.
    void edit(SavedSink sink, @Nullable String filter) throws InterruptedException {
        changeSettings(tx ->
                tx.update(SINK)
                        .set(SINK.FILTER, filter)
                        .set(SINK.MATCH_VERSION, version)
                        .where(SINK.ID.eq(sink.id().value()))
                        .execute());
        await("the edit is in effect", () -> acknowledged() >= version);
    }

    private interface Change {
        void in(DSLContext tx);
    }

    private void changeSettings(Change change) {
        version++;
        own.superuser()
                .transaction(tx -> {
                    change.in(tx.dsl());
                    tx.dsl()
                            .update(DATABASE)
                            .set(DATABASE.SETTINGS_VERSION, version)
                            .where(DATABASE.ID.eq(database.value()))
                            .execute();
                });
        if (reader != null) {
            reader.settingsChanged();
        }
    }

    private long acknowledged() {
        return worker.select(LOG_POSITION.SETTINGS_VERSION)
                .from(LOG_POSITION)
                .where(LOG_POSITION.DATABASE_ID.eq(database.value()))
                .fetchSingle()
                .value1();
    }

    /// Saves a backfill as the API does.
    BackfillId addBackfill(SavedSink sink, String... tables) {
        return addBackfill(sink, row -> {}, tables);
    }

    BackfillId addBackfill(SavedSink sink, Consumer<BackfillRecord> asked, String... tables) {
        BackfillId id = BackfillId.create();
        own.superuser()
                .transaction(tx -> {
                    BackfillRecord row = tx.dsl().newRecord(BACKFILL);
                    row.setAccountId(account.value());
                    row.setId(id.value());
                    row.setSinkId(sink.id().value());
                    row.setDatabaseId(database.value());
                    row.setOrigin("request");
                    asked.accept(row);
                    row.insert();
                    for (int i = 0; i < tables.length; i++) {
                        tx.dsl()
                                .insertInto(BACKFILL_TABLE)
                                .set(BACKFILL_TABLE.ACCOUNT_ID, account.value())
                                .set(BACKFILL_TABLE.BACKFILL_ID, id.value())
                                .set(BACKFILL_TABLE.SCHEMA_NAME, "public")
                                .set(BACKFILL_TABLE.TABLE_NAME, tables[i])
                                .set(BACKFILL_TABLE.NUMBER, i)
                                .execute();
                    }
                });
        look();
        return id;
    }

    /// Saves that a backfill has this status now.
    void setStatus(BackfillId backfill, String status) {
        boolean ends = status.equals("cancelled");
        own.superuser()
                .update(BACKFILL)
                .set(BACKFILL.STATUS, status)
                .set(BACKFILL.ENDED_AT, ends ? Instant.now() : null)
                .where(BACKFILL.ID.eq(backfill.value()))
                .execute();
        look();
    }

    /// Resumes a failed backfill as the API does.
    void resume(BackfillId backfill) {
        own.superuser()
                .update(BACKFILL_TABLE)
                .set(BACKFILL_TABLE.STATE, "waiting")
                .setNull(BACKFILL_TABLE.CODE)
                .where(BACKFILL_TABLE.BACKFILL_ID.eq(backfill.value()))
                .and(BACKFILL_TABLE.STATE.eq("failed"))
                .execute();
        setStatus(backfill, "active");
    }

    String status(BackfillId backfill) {
        return own.superuser()
                .select(BACKFILL.STATUS)
                .from(BACKFILL)
                .where(BACKFILL.ID.eq(backfill.value()))
                .fetchSingle()
                .value1();
    }

    /// How far the one table of a backfill is.
    BackfillTableRecord table(BackfillId backfill) {
        return own.superuser()
                .selectFrom(BACKFILL_TABLE)
                .where(BACKFILL_TABLE.BACKFILL_ID.eq(backfill.value()))
                .orderBy(BACKFILL_TABLE.NUMBER)
                .limit(1)
                .fetchSingle();
    }

    /// Waits until it has this status, while the sink delivers what it gets.
    void awaitStatus(BackfillId backfill, SavedSink sink, String status)
            throws InterruptedException {
        await(
                "the backfill is " + status,
                () -> {
                    deliver(sink);
                    return status(backfill).equals(status);
                });
    }

    /// The sink is done with all that is in the log.
    void deliver(SavedSink sink) {
        marks.moved(sink.id(), log.end());
    }

    /// A change that the sink gets: its letter, its row, and its seq.
    ///
    /// @param oldKey of an update that moved the row
    record Got(char letter, List<String> row, Optional<String> oldKey, long seq, boolean open) {
        @Override
        public String toString() {
            return letter + " " + String.join("|", row);
        }
    }

    /// All that the sink gets, read from the log by somebody who was not there.
    List<Got> logged(SavedSink sink) throws InterruptedException {
        while (true) {
            try {
                return read(sink);
            } catch (IllegalArgumentException e) {
                // A relation version came after the versions were read.
                Thread.sleep(10);
            }
        }
    }

    private List<Got> read(SavedSink sink) throws InterruptedException {
        ChangeLog reopened =
                ChangeLog.open(
                        worker,
                        lease,
                        new ChangeLog.Settings(1_000_000, 1L << 40, Duration.ofDays(1), 0));
        List<Got> all = new ArrayList<>();
        long at = 0;
        while (at < reopened.end()) {
            LogPage page = reopened.sinkLog(sink.number()).next(at, 1_000);
            for (LoggedChange change : page.changes()) {
                Relation relation = reopened.relations().get(change.relation());
                all.add(got(change, relation, page.open().contains(change.seq())));
            }
            at = page.lastSeq();
        }
        return all;
    }

    private static Got got(LoggedChange logged, Relation relation, boolean open) {
        RowChange change = RowChange.decode(logged.body(), relation);
        char letter =
                switch (change.action()) {
                    case INSERT -> 'I';
                    case UPDATE -> 'U';
                    case DELETE -> 'D';
                    case TRUNCATE -> 'T';
                    case MESSAGE -> 'M';
                    case READ -> 'r';
                    case BACKFILL_STARTED -> '<';
                    case BACKFILL_COMPLETED -> '>';
                };
        Tuple row = letter == 'D' ? change.oldRow() : change.newRow();
        Optional<String> oldKey =
                letter == 'U' && change.oldRow().columns() > 0
                        ? Optional.of(texts(change.oldRow()).getFirst())
                        : Optional.empty();
        return new Got(letter, texts(row), oldKey, logged.seq(), open);
    }

    private static List<String> texts(Tuple row) {
        List<String> texts = new ArrayList<>();
        for (int column = 0; column < row.columns(); column++) {
            texts.add(
                    row.hasText(column)
                            ? new String(
                                    row.bytes(),
                                    row.offset(column),
                                    row.length(column),
                                    StandardCharsets.UTF_8)
                            : "∅");
        }
        return texts;
    }

    @Override
    public void close() {
        stopBackfills();
        stopReader();
        source.close();
        own.close();
    }
}
