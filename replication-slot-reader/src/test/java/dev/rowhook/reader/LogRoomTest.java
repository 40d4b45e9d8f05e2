package dev.rowhook.reader;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_SKIP;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.AppendBatch;
import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.ChangeLogWriter;
import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.Leases;
import dev.rowhook.changelog.LogPage;
import dev.rowhook.changelog.LogPlace;
import dev.rowhook.changelog.LogPositions;
import dev.rowhook.changelog.LogSettings;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.Lsn;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.jooq.tables.records.SinkSkipRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

class LogRoomTest {
    private static final long LIMIT = 12_000_000;

    /// An append takes 4 MiB at most, and somewhat more on disk.
    private static final long MOST = LIMIT + 6_000_000;

    private final ReaderFixture fixture = new ReaderFixture();

    @BeforeEach
    void createTable() throws SQLException {
        fixture.source.execute("create table item (id int primary key, note text)");
        limit(LIMIT);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aTransactionLargerThanTheLimitWaitsAtTheSourceAndComesWholeAsTheSinkCatchesUp()
            throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            fixture.addActiveSink(reader, "item");
            insert(1, 40_000);
            await("the reader is held", () -> isTold("log_full"));
            assertThat(fixture.log.measure().used()).isBetween(LIMIT, MOST);
            assertThat(fixture.log.end()).isLessThan(40_000);
            assertThat(isTold("log_nearly_full")).isTrue();
            await("nobody reads the slot", () -> !isStreamed());

            List<Long> seqs = new ArrayList<>();
            List<Long> ids = new ArrayList<>();
            int rounds = 0;
            while (ids.size() < 40_000) {
                int before = ids.size();
                await("more comes", () -> fixture.log.end() > before);
                deliver(seqs, ids);
                assertThat(fixture.log.measure().used()).isLessThan(MOST);
                rounds++;
            }
            assertThat(rounds).as("it did not fit at once").isGreaterThan(2);
            List<Long> all = LongStream.rangeClosed(1, 40_000).boxed().toList();
            assertThat(ids).isEqualTo(all);
            assertThat(seqs).isEqualTo(all);

            insert(40_001, 40_001);
            await("it goes on", () -> fixture.log.end() == 40_001);
            await(
                    "nothing is told any more",
                    () -> {
                        reader.reclaim();
                        return fixture.conditions().isEmpty();
                    });
        }
    }

    @Test
    void aHigherLimitLetsTheReaderGoOn() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            fixture.addActiveSink(reader, "item");
            insert(1, 20_000);
            await("the reader is held", () -> isTold("log_full"));
            long held = fixture.log.end();
            limit(10 * LIMIT);
            await("it goes on", () -> fixture.log.end() == 20_000);

            assertThat(held).isLessThan(20_000);
            assertThat(fixture.conditions()).isEmpty();
        }
    }

    @Test
    void whatIsKeptForReplaysGivesWayBeforeTheReaderStops() throws Exception {
        fixture.own
                .superuser()
                .update(DATABASE)
                .set(DATABASE.RETAIN_FOR, Duration.ofDays(1))
                .execute();
        try (DatabaseReader reader = fixture.start()) {
            fixture.addActiveSink(reader, "item");
            List<Long> ids = new ArrayList<>();
            for (int from = 1; from <= 30_000; from += 1_000) {
                insert(from, from + 999);
                int expected = from + 999;
                await("it is read", () -> fixture.log.end() == expected);
                deliver(new ArrayList<>(), ids);
                assertThat(isTold("log_full")).isFalse();
            }

            assertThat(ids).hasSize(30_000);
            reader.reclaim();
            assertThat(fixture.log.measure().used()).isBetween(LIMIT / 2, LIMIT * 7 / 10);
            assertThat(fixture.conditions()).isEmpty();
        }
    }

    @Test
    void isToldFromSeventyAndFromNinetyPercentOn() throws Exception {
        limit(100 * LIMIT);
        try (DatabaseReader reader = fixture.start()) {
            fixture.addActiveSink(reader, "item");
            insert(1, 1_000);
            await("it is read", () -> fixture.log.end() == 1_000);
            long used = fixture.log.measure().used();

            assertThat(toldAt(reader, used * 100 / 65)).isEmpty();
            assertThat(toldAt(reader, used * 100 / 75)).containsExactly("log_filling");
            assertThat(toldAt(reader, used * 100 / 95)).containsExactly("log_nearly_full");
            assertThat(toldAt(reader, used * 100 / 75)).containsExactly("log_filling");
            assertThat(toldAt(reader, used * 100 / 65)).isEmpty();
        }
    }

    @Test
    void theDatabasesOfAnAccountShareItsLimit() throws Exception {
        ChangeLog other =
                fill(
                        new Leases(fixture.worker, "node", Duration.ofMinutes(1))
                                .take(fixture.account, DatabaseId.create())
                                .orElseThrow());
        try (DatabaseReader reader = fixture.start()) {
            fixture.addSink(List.of("item"), "insert");
            reader.settingsChanged();
            await("the reader is held", () -> isTold("log_full"));
            assertThat(fixture.log.end()).isZero();
            other.closeSegment();
            assertThat(other.free(Long.MAX_VALUE)).isPositive();
            other.measure();

            await("it goes on", () -> fixture.conditions().isEmpty());
            fixture.addActiveSink(reader, "item");
        }
    }

    @Test
    void theDatabasesOfOtherAccountsDoNot() throws Exception {
        fill(
                new Leases(fixture.worker, "node", Duration.ofMinutes(1))
                        .take(new AccountId(fixture.own.createAccount()), DatabaseId.create())
                        .orElseThrow());
        try (DatabaseReader reader = fixture.start()) {
            fixture.addActiveSink(reader, "item");
            insert(1, 1_000);
            await("it is read", () -> fixture.log.end() == 1_000);

            reader.reclaim();
            assertThat(fixture.conditions()).isEmpty();
        }
    }

    @Test
    void anAccountThatGivesUpTheOldestIsReadOn() throws Exception {
        expire();
        try (DatabaseReader reader = fixture.start()) {
            fixture.addActiveSink(reader, "item");
            for (int from = 1; from <= 20_000; from += 1_000) {
                insert(from, from + 999);
                int expected = from + 999;
                await("it is read", () -> fixture.log.end() == expected);
                assertThat(fixture.log.measure().used()).isLessThan(MOST);
                assertThat(isTold("log_full")).isFalse();
            }

            SinkSkipRecord skip =
                    fixture.worker
                            .select(SINK_SKIP)
                            .from(SINK_SKIP)
                            .join(SINK_CURSOR)
                            .on(SINK_CURSOR.MARK.eq(SINK_SKIP.UNTIL_SEQ))
                            .fetchSingle()
                            .value1();
            assertThat(skip.getFromSeq()).isEqualTo(1);
            assertThat(skip.getUntilSeq()).isBetween(4_000L, 19_000L);
            await("it is told", () -> isTold("log_expired"));
            assertThat(fixture.conditions(1)).containsOnlyKeys("log_expired");

            fixture.worker.update(SINK_CURSOR).set(SINK_CURSOR.MARK, 20_000L).execute();
            reader.reclaim();
            assertThat(fixture.conditions()).isEmpty();
            assertThat(fixture.conditions(1)).isEmpty();
            assertThat(fixture.worker.fetchCount(SINK_SKIP)).isEqualTo(1);
        }
    }

    @Test
    void aReaderThatIsHeldGoesOnOnceTheAccountGivesUpTheOldest() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            fixture.addActiveSink(reader, "item");
            insert(1, 15_000);
            await("the reader is held", () -> isTold("log_full"));
            expire();
            reader.reclaim();
            await("it goes on", () -> fixture.log.end() == 15_000);

            assertThat(isTold("log_full")).isFalse();
            assertThat(fixture.worker.fetchCount(SINK_SKIP)).isEqualTo(1);
        }
    }

    @Test
    void whereAnotherDatabaseHasTheOldestItIsWaitedFor() throws Exception {
        expire();
        ChangeLog other =
                fill(
                        new Leases(fixture.worker, "node", Duration.ofMinutes(1))
                                .take(fixture.account, DatabaseId.create())
                                .orElseThrow());
        needAll(other.lease());
        other.closeSegment();
        try (DatabaseReader reader = fixture.start()) {
            fixture.addSink(List.of("item"), "insert");
            reader.settingsChanged();
            await("the reader is held", () -> isTold("log_full"));
            assertThat(fixture.worker.fetchCount(SINK_SKIP)).isZero();
            long seq = other.expiry().next().orElseThrow();
            other.expiry().behind(seq).forEach(sink -> other.expiry().move(sink, seq));
            assertThat(other.free(Long.MAX_VALUE)).isPositive();
            other.measure();

            await("it goes on", () -> fixture.conditions().isEmpty());
        }
    }

    /// There is a sink that needs all of a log.
    private void needAll(Lease lease) {
        LogSettings.Sink sink =
                new LogSettings.Sink(
                        SinkId.create(),
                        1,
                        Set.of(new TableName("public", "item")),
                        new LogPlace.End(),
                        true);
        new LogPositions(fixture.worker)
                .acknowledge(lease, new LogSettings(1, List.of(sink), Set.of()), 0);
    }

    private void expire() {
        fixture.own.superuser().update(ACCOUNT).set(ACCOUNT.ON_LOG_FULL, "expire").execute();
    }

    /// A log that takes more than the limit.
    private ChangeLog fill(Lease lease) {
        ChangeLog log = ChangeLog.open(fixture.worker, lease, ChangeLog.Settings.defaults());
        ChangeLogWriter writer = log.newWriter();
        byte[] body = new byte[1_000];
        for (long commit = 1; log.measure().used() < LIMIT; commit++) {
            AppendBatch batch = writer.newBatch(1);
            for (int i = 0; i < 1_000; i++) {
                batch.add(commit, i, 1_000 * commit, 1, null, body, new int[] {1});
            }
            Lsn lsn = new Lsn(commit);
            writer.append(batch, writer.position().at(lsn, 1_000, lsn, true, new Lsn(commit + 1)));
        }
        return log;
    }

    private List<String> toldAt(DatabaseReader reader, long limit) {
        limit(limit);
        reader.reclaim();
        return fixture.conditions();
    }

    private void limit(long bytes) {
        fixture.own.superuser().update(ACCOUNT).set(ACCOUNT.MAX_LOG_BYTES, bytes).execute();
    }

    private void insert(int from, int to) throws SQLException {
        fixture.source.execute(
                "insert into item select i, repeat('x', 1000) from generate_series(%d, %d) i"
                        .formatted(from, to));
    }

    /// Does as a sink that delivers all that there is.
    private void deliver(List<Long> seqs, List<Long> ids) throws InterruptedException {
        long end = fixture.log.end();
        long at = ids.isEmpty() ? 0 : ids.size();
        while (at < end) {
            LogPage page = fixture.log.sinkLog(1).next(at, 1_000);
            page.changes()
                    .forEach(change -> {
                        seqs.add(change.seq());
                        ids.add(id(change.body()));
                    });
            at = page.lastSeq();
        }
        fixture.worker.update(SINK_CURSOR).set(SINK_CURSOR.MARK, at).execute();
    }

    /// Of an insert's message the first column: kind, oid, 'N', columns, 't', length, text.
    private static long id(byte[] insert) {
        int length = insert[12];
        return Long.parseLong(new String(insert, 13, length, StandardCharsets.UTF_8));
    }

    private boolean isTold(String code) {
        return fixture.conditions().contains(code);
    }

    private boolean isStreamed() {
        try (Connection connection = fixture.source.connect();
                PreparedStatement slot =
                        connection.prepareStatement(
                                "select active from pg_replication_slots where slot_name = ?")) {
            slot.setString(1, fixture.slot);
            try (ResultSet row = slot.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
