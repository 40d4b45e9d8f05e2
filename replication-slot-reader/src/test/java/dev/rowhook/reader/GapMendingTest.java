package dev.rowhook.reader;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.SOURCE_GAP;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.store.jooq.tables.records.SourceGapRecord;
import dev.rowhook.store.testing.OnEverySourceVersion;

import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;

@OnEverySourceVersion
class GapMendingTest {
    private final ReaderFixture fixture = new ReaderFixture();

    @BeforeEach
    void createTable() throws SQLException {
        fixture.source.execute("create table item (id int primary key)");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aDatabaseWhoseSlotWasLostGoesOnWithANewOneOnceThatIsAskedFor() throws Exception {
        int sink = streamOnce();
        loseSlot();
        try (DatabaseReader reader = fixture.start()) {
            await("the gap is told", () -> fixture.conditions().contains("slot_lost"));
            assertThat(fixture.mended).hasValue(0);
            requestMending();
            reader.settingsChanged();
            await("the database streams", () -> fixture.conditions().isEmpty());
            fixture.source.execute("insert into item values (3)");
            await("the next change is in the log", () -> fixture.log.end() == 2);

            assertThat(fixture.logged(sink))
                    .extracting(LoggedChange::incarnation)
                    .containsExactly(1, 2);
            SourceGapRecord gap = fixture.worker.fetchSingle(SOURCE_GAP);
            assertThat(gap.getCause()).isEqualTo("slot_lost");
            assertThat(gap.getIncarnation()).isEqualTo(2);
            assertThat(gap.getFromSeq()).isEqualTo(2);
            assertThat(gap.getToLsn()).isGreaterThan(gap.getFromLsn());
            assertThat(fixture.mended).hasValue(1);
            assertThat(fixture.worker.fetchSingle(DATABASE).getMendRequestedAt()).isNull();
        }
    }

    @Test
    void aSlotWhoseWalTheSourceHasThrownAwayIsToldAsLostAndMended() throws Exception {
        streamOnce();
        configured("max_slot_wal_keep_size = '1MB'", this::throwWalAway);
        assertLostSlotIsMended();
    }

    @Test
    void aSlotThatWasIdleForTooLongIsToldAsLostAndMended() throws Exception {
        assumeTrue(fixture.source.version().major() >= 18, "older versions keep idle slots");
        streamOnce();
        configured(
                "idle_replication_slot_timeout = '1s'",
                () -> await("the slot is lost", () -> isLostAtCheckpoint()));
        assertLostSlotIsMended();
    }

    private void assertLostSlotIsMended() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            await("the gap is told", () -> fixture.conditions().contains("slot_lost"));
            requestMending();
            reader.settingsChanged();
            await("the database streams", () -> fixture.conditions().isEmpty());
            fixture.source.execute("insert into item values (1000)");
            await("the next change is in the log", () -> fixture.log.end() == 2);
            assertThat(fixture.worker.fetchSingle(SOURCE_GAP).getCause()).isEqualTo("slot_lost");
        }
    }

    private void throwWalAway() throws Exception {
        for (int id = 100; id < 104; id++) {
            fixture.source.execute("insert into item values (%d)".formatted(id));
            superuser("select pg_switch_wal()");
        }
        await("the slot is lost", this::isLostAtCheckpoint);
    }

    private boolean isLostAtCheckpoint() {
        DSLContext superuser = DSL.using(fixture.source.superuser(), SQLDialect.POSTGRES);
        superuser.execute("checkpoint");
        return "lost"
                .equals(
                        superuser.fetchValue(
                                "select wal_status from pg_replication_slots where slot_name = ?",
                                fixture.slot));
    }

    /// Does something while the server has a setting.
    private void configured(String setting, Step step) throws Exception {
        superuser("alter system set " + setting);
        superuser("select pg_reload_conf()");
        try {
            step.run();
        } finally {
            superuser("alter system reset all");
            superuser("select pg_reload_conf()");
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private void superuser(String sql) {
        DSL.using(fixture.source.superuser(), SQLDialect.POSTGRES).fetch(sql);
    }

    @Test
    void aSlotThatWasMadeAnewButIsNotYetInTheLogIsMendedLikeAnyGap() throws Exception {
        streamOnce();
        loseSlot();
        fixture.source.execute(
                "select pg_create_logical_replication_slot('%s', 'pgoutput')"
                        .formatted(fixture.slot));
        requestMending();
        try (DatabaseReader _ = fixture.start()) {
            await("the database goes on", () -> fixture.worker.fetchCount(SOURCE_GAP) == 1);
            assertThat(fixture.worker.fetchSingle(SOURCE_GAP).getCause()).isEqualTo("slot_ahead");
        }
    }

    @Test
    void nothingIsMendedThatIsNoGap() throws Exception {
        int sink = streamOnce();
        requestMending();
        try (DatabaseReader _ = fixture.start()) {
            fixture.source.execute("insert into item values (2)");
            await("it streams", () -> fixture.log.end() == 2);
            assertThat(fixture.logged(sink)).hasSize(2);
            assertThat(fixture.mended).hasValue(0);
            assertThat(incarnation()).isEqualTo(1);
        }
    }

    private int streamOnce() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int sink = fixture.addActiveSink(reader, "item");
            fixture.source.execute("insert into item values (1)");
            await("the change is in the log", () -> fixture.log.end() == 1);
            return sink;
        }
    }

    private void loseSlot() throws SQLException {
        // Its walsender notices a little later that nobody reads any more.
        fixture.source.execute(
                "select pg_terminate_backend(active_pid, 5000) from pg_replication_slots where slot_name = '%s' and active"
                        .formatted(fixture.slot),
                "select pg_drop_replication_slot('%s')".formatted(fixture.slot),
                "insert into item values (0)");
    }

    private void requestMending() {
        fixture.own
                .superuser()
                .update(DATABASE)
                .set(
                        DATABASE.MEND_REQUESTED_AT,
                        DSL.field("now()", DATABASE.MEND_REQUESTED_AT.getDataType()))
                .execute();
    }

    private int incarnation() {
        return fixture.worker.fetchSingle(LOG_POSITION).getIncarnation();
    }
}
