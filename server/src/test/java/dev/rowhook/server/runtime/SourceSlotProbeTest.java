package dev.rowhook.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.database.ConnectionSettings;
import dev.rowhook.api.database.ConnectionSettings.Publication;
import dev.rowhook.api.database.ConnectionSettings.Slot;
import dev.rowhook.api.database.ConnectionSettings.Tls;
import dev.rowhook.api.database.SlotReport;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.EgressPolicyText;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.store.testing.OnEverySourceVersion;
import dev.rowhook.store.testing.SourcePostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

@OnEverySourceVersion(slow = true)
class SourceSlotProbeTest {
    private final SourcePostgres source = SourcePostgres.create();
    private final SourceTurns turns = new SourceTurns();
    private final SourceSlotProbe probe =
            new SourceSlotProbe(EgressPolicyText.write(EgressPolicy.of(EgressMode.DEV)), turns);

    @AfterEach
    void close() throws SQLException {
        source.execute(
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = 'looked_at'");
        source.close();
    }

    private ConnectionSettings settings(String password) {
        return settings(source, password);
    }

    /// Those of a database whose slot is `looked_at`.
    static ConnectionSettings settings(SourcePostgres source, String password) {
        return new ConnectionSettings(
                source.host(),
                source.port(),
                source.database(),
                source.user(),
                Optional.of(Secret.of(password)),
                new Tls("disable", Optional.empty(), Optional.empty()),
                new Slot("looked_at", true),
                new Publication("none", false, List.of()));
    }

    @Test
    void aSlotIsToldAsTheSourceHasIt() throws SQLException {
        assertThat(probe.look(settings(source.password()))).isEqualTo(new SlotReport.Missing());
        source.execute(
                "select pg_create_logical_replication_slot('looked_at', 'pgoutput')",
                // Else the source would write what it has in its log a little later.
                "set synchronous_commit = on",
                "create table t (id int)",
                "insert into t select generate_series(1, 10000)");
        SlotReport report = probe.look(settings(source.password()));
        assertThat(report).isInstanceOf(SlotReport.Found.class);
        SlotReport.Found slot = (SlotReport.Found) report;
        assertThat(slot.active()).isFalse();
        assertThat(slot.walStatus()).isEqualTo("reserved");
        assertThat(slot.retainedBytes().orElseThrow()).isGreaterThan(100_000);
        assertThat(slot.end()).isGreaterThan(slot.confirmed().orElseThrow());
        assertThat(slot.lag()).isEmpty();
    }

    @Test
    void aSourceThatCannotBeAskedSaysWhyAndNothingElse() {
        assertThat(probe.look(settings("hunter2")))
                .isEqualTo(
                        new SlotReport.Unreachable(
                                "The source cannot be asked: it answered with the error 28P01."));
    }

    @Test
    void moreQuestionsThanTurnsFindTheSourceBusy() throws SQLException {
        ConnectionSettings settings = settings(source.password());
        assertThat(nested(settings, SourceTurns.AT_A_TIME))
                .isEqualTo(
                        new SlotReport.Unreachable(
                                "The source cannot be asked: 4 other questions are put to it."));
        assertThat(probe.look(settings)).isEqualTo(new SlotReport.Missing());
    }

    /// Looks while so many others ask.
    private SlotReport nested(ConnectionSettings settings, int others) throws SQLException {
        return others == 0
                ? probe.look(settings)
                : turns.take(settings, () -> nested(settings, others - 1));
    }
}
