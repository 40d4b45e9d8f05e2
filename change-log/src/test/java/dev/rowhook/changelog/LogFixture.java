package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.Lsn;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.jooq.Tables;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;
import dev.rowhook.store.jooq.tables.records.HttpEndpointRecord;
import dev.rowhook.store.jooq.tables.records.SinkRecord;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// A log of a database of its own, and short ways to fill it and to read it.
final class LogFixture implements AutoCloseable {
    static final int SINK = 7;
    static final int OTHER_SINK = 8;
    static final TableName TABLE = new TableName("public", "orders");

    final OwnPostgres postgres = OwnPostgres.create();
    final DSLContext worker = postgres.worker();
    final AccountId account = new AccountId(postgres.createAccount());
    final DatabaseId database = DatabaseId.create();
    final Lease lease = leases("node-a").take(account, database).orElseThrow();
    private long commits;

    Leases leases(String owner) {
        return new Leases(worker, owner, Duration.ofSeconds(30));
    }

    ChangeLog open(ChangeLog.Settings settings) {
        return ChangeLog.open(worker, lease, settings);
    }

    /// Appends a transaction of so many changes, each of which both sinks want, unless only one
    /// does.
    void append(ChangeLogWriter writer, int changes, int... sinks) {
        AppendBatch batch = writer.newBatch(1);
        long commit = ++commits;
        for (int i = 0; i < changes; i++) {
            batch.add(commit, i, 1_000 * commit, 1, null, body(commit, i), sinks);
        }
        Lsn lsn = new Lsn(commit);
        writer.append(batch, writer.position().at(lsn, changes, lsn, true, new Lsn(commit + 1)));
    }

    /// Acknowledges settings in which these sinks want what they have wanted since they were made.
    void acknowledge(long version, long after, SinkId... sinks) {
        acknowledge(
                new LogSettings(
                        version,
                        Stream.of(sinks).map(sink -> sink(sink, 1, new LogPlace.End())).toList(),
                        Set.of()),
                after);
    }

    void acknowledge(LogSettings settings, long after) {
        new LogPositions(worker).acknowledge(lease, settings, after);
    }

    static LogSettings.Sink sink(SinkId id, long matchVersion, LogPlace start) {
        return new LogSettings.Sink(id, matchVersion, Set.of(TABLE), start, true);
    }

    /// Saves settings of the database by which closed segments are kept so long.
    void retain(Duration kept) {
        DatabaseRecord row = worker.newRecord(DATABASE);
        row.setAccountId(account.value());
        row.setId(database.value());
        row.setName("shop");
        row.setHostname("localhost");
        row.setPort(5432);
        row.setDatabaseName("shop");
        row.setUsername("rowhook");
        row.setPassword(new byte[0]);
        row.setTlsMode("disable");
        row.setSlotName("rowhook");
        row.setSlotCreate(true);
        row.setPublicationName("rowhook");
        row.setPublicationCreate(true);
        row.setRetainFor(kept);
        postgres.superuser().insertInto(DATABASE).set(row).execute();
    }

    void retainFor(Duration kept) {
        postgres.superuser().update(DATABASE).set(DATABASE.RETAIN_FOR, kept).execute();
    }

    /// A sink of saved settings that is to begin in the past, and has not.
    SinkId sinkToStartAt(Instant start) {
        DSLContext owner = postgres.superuser();
        HttpEndpointRecord endpoint = owner.newRecord(HTTP_ENDPOINT);
        endpoint.setAccountId(account.value());
        endpoint.setId(UUID.randomUUID());
        endpoint.setName("endpoint");
        endpoint.setUrl("https://example.com");
        endpoint.insert();
        SinkId id = SinkId.create();
        SinkRecord sink = owner.newRecord(Tables.SINK);
        sink.setAccountId(account.value());
        sink.setId(id.value());
        sink.setName("sink");
        sink.setDatabaseId(database.value());
        sink.setNumber(SINK);
        sink.setEndpointId(endpoint.getId());
        sink.setActions(new String[] {"insert"});
        sink.setMessageKind("change");
        sink.setGroupBy("none");
        sink.setBatch(false);
        sink.setBatchSize(1);
        sink.setRequestTimeout(Duration.ofSeconds(1));
        sink.setMaxInFlight(1);
        sink.setFirstDelay(Duration.ofSeconds(1));
        sink.setMaxDelay(Duration.ofSeconds(1));
        sink.setSettingsVersion(1L);
        sink.setStartTime(start);
        sink.insert();
        return id;
    }

    /// Waits until a session waits for a lock.
    void awaitLockWait() throws InterruptedException {
        while (postgres.superuser()
                        .fetchSingle("select count(*) from pg_locks where not granted")
                        .get(0, Integer.class)
                == 0) {
            Thread.sleep(Duration.ofMillis(10));
        }
    }

    /// The next transaction commits at the LSN behind this one.
    void setBackTo(long commit) {
        commits = commit;
    }

    /// Appends a transaction of one change that was committed so many microseconds after 1970.
    void appendAt(ChangeLogWriter writer, long committedAt) {
        AppendBatch batch = writer.newBatch(1);
        long commit = ++commits;
        batch.add(commit, 0, committedAt, 1, null, body(commit, 0), new int[] {SINK});
        Lsn lsn = new Lsn(commit);
        writer.append(batch, writer.position().at(lsn, 1, lsn, true, new Lsn(commit + 1)));
    }

    static byte[] body(long commit, int index) {
        return "I change %d of %d".formatted(index, commit).getBytes(StandardCharsets.UTF_8);
    }

    /// All that the sink wants beyond `after`, up to the end of the log.
    static List<LoggedChange> readAll(ChangeLog log, int sink, long after)
            throws InterruptedException {
        List<LoggedChange> changes = new ArrayList<>();
        long at = after;
        while (at < log.end()) {
            LogPage page = log.sinkLog(sink).next(at, 3);
            changes.addAll(page.changes());
            at = page.lastSeq();
        }
        return changes;
    }

    @Override
    public void close() {
        postgres.close();
    }
}
