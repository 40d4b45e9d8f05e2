package dev.rowhook.server.runtime;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.database.SlotReport;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.EgressPolicyText;
import dev.rowhook.store.testing.SourcePostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// A slot that follows the primary to its standby streams nothing before the standbys of
/// `synchronized_standby_slots` have it.
class AwaitedStandbysTest {
    private final SourcePostgres source = SourcePostgres.create();
    private final SourceSlotProbe probe =
            new SourceSlotProbe(
                    EgressPolicyText.write(EgressPolicy.of(EgressMode.DEV)), new SourceTurns());

    @AfterEach
    void close() throws SQLException {
        superuser("alter system reset synchronized_standby_slots");
        superuser("select pg_reload_conf()");
        superuser("select pg_drop_replication_slot('standby_away')");
        source.close();
    }

    @Test
    void thoseThatAreNotConnectedAreNamed() throws Exception {
        source.execute(
                "select pg_create_physical_replication_slot('standby_away')",
                "select pg_create_logical_replication_slot('looked_at', 'pgoutput', false, false, true)");
        assertThat(awaited()).isEmpty();

        superuser("alter system set synchronized_standby_slots = 'standby_away'");
        superuser("select pg_reload_conf()");
        await(() -> awaited().equals(List.of("standby_away")));

        source.execute(
                "select pg_drop_replication_slot('looked_at')",
                "select pg_create_logical_replication_slot('looked_at', 'pgoutput')");
        assertThat(awaited()).as("of a slot that stays where it is").isEmpty();
    }

    private List<String> awaited() {
        SlotReport report = probe.look(SourceSlotProbeTest.settings(source, source.password()));
        return ((SlotReport.Found) report).awaitedStandbys();
    }

    private void superuser(String sql) throws SQLException {
        try (Connection connection = source.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
