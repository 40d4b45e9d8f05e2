package dev.rowhook.reader;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.Lsn;
import dev.rowhook.reader.source.PgReplicationStream;
import dev.rowhook.reader.source.ReplicationStream;
import dev.rowhook.source.SessionName;
import dev.rowhook.store.testing.OnEverySourceVersion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

@OnEverySourceVersion(slow = true)
class DatabaseReaderTest {
    private final ReaderFixture fixture = new ReaderFixture();

    @BeforeEach
    void createTables() throws SQLException {
        fixture.source.execute(
                "create table item (id int primary key, note text)",
                "create table event (at int, note text)",
                "create table other (id int primary key)");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whatCommitsAfterASinkIsActiveIsInTheLogAndNothingElse() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            fixture.source.execute("insert into item values (0, 'before')");
            int items = fixture.addActiveSink(reader, "item");
            fixture.source.execute(
                    "insert into item values (1, 'a'), (2, 'b')",
                    "insert into other values (1)",
                    "update item set note = 'c' where id = 1",
                    "delete from item where id = 2");
            await("four changes", () -> fixture.log.end() == 4);

            assertThat(fixture.logged(items))
                    .extracting(change -> (char) change.body()[0])
                    .containsExactly('I', 'I', 'U', 'D');
            assertThat(fixture.logged(items))
                    .extracting(LoggedChange::seq)
                    .containsExactly(1L, 2L, 3L, 4L);
            assertThat(fixture.logged(items))
                    .extracting(LoggedChange::commitIndex)
                    .containsExactly(0L, 1L, 0L, 0L);
        }
    }

    @Test
    void aTableWithoutAKeyStreamsItsInsertsAndItsUpdatesDoNotFail() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int events = fixture.addActiveSink(reader, "event");
            fixture.source.execute(
                    "insert into event values (1, 'a')",
                    "update event set note = 'b'",
                    "delete from event",
                    "insert into event values (2, 'c')");
            await("two inserts", () -> fixture.log.end() == 2);

            assertThat(fixture.logged(events))
                    .extracting(change -> (char) change.body()[0])
                    .containsExactly('I', 'I');
        }
    }

    @Test
    void annotationsGoWithTheChangesThatFollowInTheTransaction() throws Exception {
        try (DatabaseReader reader = fixture.start();
                Connection source = fixture.source.connect()) {
            int items = fixture.addActiveSink(reader, "item");
            source.setAutoCommit(false);
            execute(source, "insert into item values (1, 'plain')");
            execute(
                    source,
                    "select pg_logical_emit_message(true, 'rowhook:annotations.set', '{\"user\":\"paul\"}')");
            execute(source, "insert into item values (2, 'annotated')");
            execute(
                    source,
                    "select pg_logical_emit_message(true, 'sequin:transaction_annotations.clear', '')");
            execute(source, "insert into item values (3, 'plain again')");
            source.commit();
            await("three changes", () -> fixture.log.end() == 3);

            assertThat(fixture.logged(items))
                    .extracting(change -> text(change.annotations()))
                    .containsExactly("", "{\"user\":\"paul\"}", "");
            assertThat(fixture.logged(items))
                    .extracting(LoggedChange::commitIndex)
                    .containsExactly(0L, 2L, 4L);
        }
    }

    @Test
    void anIdleDatabaseIsConfirmedAndHoldsNoWal() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            fixture.addActiveSink(reader, "item");
            fixture.source.execute("insert into other select generate_series(1, 1000)");
            String written = fixture.source.value("select pg_current_wal_lsn()");

            await(
                    "the slot is confirmed beyond what nobody wants",
                    () ->
                            fixture.source
                                    .value(
                                            "select confirmed_flush_lsn >= '%s'::pg_lsn from pg_replication_slots where slot_name = '%s'"
                                                    .formatted(written, fixture.slot))
                                    .equals("t"));
        }
    }

    @Test
    void aNewLogThatHasReadNothingYetGoesOnAfterARestart() throws Exception {
        try (DatabaseReader _ = fixture.startQuietly()) {
            await("the new slot is streamed", () -> !holder().isEmpty());
        }
        await("nobody streams", () -> holder().isEmpty());
        try (DatabaseReader reader = fixture.startQuietly()) {
            int items = fixture.addActiveSink(reader, "item");
            fixture.source.execute("insert into item values (1, 'a')");
            await("the change", () -> fixture.log.end() == 1);
            assertThat(fixture.logged(items)).hasSize(1);
            assertThat(fixture.conditions()).isEmpty();
        }
    }

    @Test
    void aLostSlotIsToldAndNeverStreamedOver() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            fixture.addActiveSink(reader, "item");
        }
        fixture.source.execute("select pg_drop_replication_slot('%s')".formatted(fixture.slot));
        try (DatabaseReader _ = fixture.start()) {
            await("the gap is told", () -> fixture.conditions().equals(List.of("slot_lost")));
        }
        fixture.source.execute(
                "insert into item values (1, 'in the gap')",
                "select pg_create_logical_replication_slot('%s', 'pgoutput')"
                        .formatted(fixture.slot));
        try (DatabaseReader _ = fixture.start()) {
            await("the gap is told", () -> fixture.conditions().equals(List.of("slot_ahead")));
        }
        assertThat(fixture.log.end()).isZero();
    }

    @Test
    void aSourceThatWasSetBackIsToldAndNeverStreamedOver() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            fixture.addActiveSink(reader, "item");
        }
        fixture.worker
                .update(LOG_POSITION)
                .set(LOG_POSITION.END_LSN, LOG_POSITION.END_LSN.plus(1L << 32))
                .execute();
        try (DatabaseReader _ = fixture.start()) {
            await("the gap is told", () -> fixture.conditions().equals(List.of("source_changed")));
            fixture.source.execute("insert into item values (1, 'below what the log has')");
        }
        assertThat(fixture.conditions()).containsExactly("source_changed");
        assertThat(fixture.log.end()).isZero();
    }

    @Test
    void theWalsenderOfAFormerOwnerIsEndedAndNobodyElses() throws Exception {
        DatabaseReader former = fixture.start();
        fixture.addActiveSink(former, "item");
        fixture.lease = fixture.take();
        try (DatabaseReader _ = fixture.start(fixture.openLog(fixture.worker), fixture.worker)) {
            await("the new owner streams", () -> holder().equals(name(fixture.lease.epoch())));
        } finally {
            former.close();
        }
        await("the slot is free", () -> holder().isEmpty());
        Connection stranger = fixture.connections("somebody else").openReplication();
        try (ReplicationStream _ =
                PgReplicationStream.start(
                        stranger, fixture.slot, '"' + fixture.slot + '"', Lsn.ZERO)) {
            await("a stranger holds the slot", () -> holder().equals("somebody else"));
            try (DatabaseReader _ =
                    fixture.start(fixture.openLog(fixture.worker), fixture.worker)) {
                await("it is told", () -> fixture.conditions().equals(List.of("slot_in_use")));
            }
            assertThat(holder()).isEqualTo("somebody else");
        }
    }

    @Test
    void anEarlierConnectionOfTheOwnerIsEnded() throws Exception {
        try (DatabaseReader _ = fixture.start()) {
            await("the slot is there", () -> !holder().isEmpty());
        }
        await("the slot is free", () -> holder().isEmpty());
        Connection forgotten = fixture.connections(name(fixture.lease.epoch())).openReplication();
        ReplicationStream stream =
                PgReplicationStream.start(
                        forgotten, fixture.slot, '"' + fixture.slot + '"', Lsn.ZERO);
        await("it holds the slot", () -> !holder().isEmpty());
        String pid = holderPid();
        try (DatabaseReader _ = fixture.start(fixture.openLog(fixture.worker), fixture.worker)) {
            await("another one does", () -> !holder().isEmpty() && !holderPid().equals(pid));
        } finally {
            stream.abort();
        }
        assertThat(fixture.conditions()).isEmpty();
    }

    @Test
    void aQuietStreamStaysOpen() throws Exception {
        try (DatabaseReader _ = fixture.startQuietly()) {
            await("it streams", () -> !holder().isEmpty());
            String pid = holderPid();
            // Longer than the interval at which the driver tells the source its place.
            Thread.sleep(2_500);
            assertThat(holderPid()).isEqualTo(pid);
        }
    }

    private String holderPid() {
        return fixture.source.value(
                "select coalesce(max(active_pid), 0)::text from pg_replication_slots where slot_name = '%s'"
                        .formatted(fixture.slot));
    }

    private String name(long epoch) {
        return SessionName.of(ReaderFixture.INSTALLATION, fixture.database, epoch).toString();
    }

    /// Who streams from the slot. Its maker holds it too, for a moment.
    private String holder() {
        return fixture.source.value(
                "select coalesce(max(a.application_name), '') from pg_replication_slots s join pg_stat_replication a on a.pid = s.active_pid where s.slot_name = '%s'"
                        .formatted(fixture.slot));
    }

    private static String text(byte @org.jspecify.annotations.Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
