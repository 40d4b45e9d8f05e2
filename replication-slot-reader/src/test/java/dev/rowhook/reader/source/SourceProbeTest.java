package dev.rowhook.reader.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.EgressPolicyText;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.reader.source.SourceProbe.Check;
import dev.rowhook.source.SourceConnections;
import dev.rowhook.source.SourceSettings;
import dev.rowhook.source.SourceSettings.PublicationSettings;
import dev.rowhook.source.SourceSettings.SlotSettings;
import dev.rowhook.source.SourceSettings.Tls;
import dev.rowhook.source.SourceSettings.TlsMode;
import dev.rowhook.store.testing.OnEverySourceVersion;
import dev.rowhook.store.testing.SourcePostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/// What a source is asked before it is streamed from.
@OnEverySourceVersion
class SourceProbeTest {
    private final SourcePostgres source = SourcePostgres.create();
    private final SlotSettings slot = new SlotSettings(source.database(), true);

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void aSourceThatIsReadyPassesEveryCheck() {
        List<Check> checks = probe();

        assertThat(checks).allMatch(Check::passed);
        assertThat(checks)
                .extracting(Check::code)
                .containsExactly(
                        "connection",
                        "version",
                        "wal_level",
                        "replication_role",
                        "slot",
                        "publication");
        assertThat(checks.get(1).message()).isEqualTo(source.version() + ".");
    }

    @Test
    void aSlotIsMadeAndFoundAndFollowsThePrimaryWhereItCan() throws SQLException {
        try (Connection connection = source.connect()) {
            Slot.create(connection, slot);
            Slot made = Slot.find(connection, slot.name()).orElseThrow();

            assertThat(made.plugin()).isEqualTo("pgoutput");
            assertThat(made.database()).isEqualTo(source.database());
            assertThat(made.walStatus()).isEqualTo("reserved");
            assertThat(made.holder()).isEmpty();
            assertThat(isFailover(connection)).isEqualTo(source.version().major() >= 17);
            assertThat(probe()).allMatch(Check::passed);

            Slot.drop(connection, slot.name());
            assertThat(Slot.find(connection, slot.name())).isEmpty();
        }
    }

    @Test
    void aUserWhoMayNotReplicateIsTold() throws SQLException {
        try (Connection superuser = source.superuser().getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute("alter role %s noreplication".formatted(source.user()));
        }

        assertThat(probe())
                .filteredOn(check -> !check.passed())
                .extracting(Check::code)
                .containsExactly("replication_role");
    }

    /// As JSON, for older versions have no such column.
    private boolean isFailover(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select (to_jsonb(s) ->> 'failover')::boolean from pg_replication_slots s where slot_name = '%s'"
                                        .formatted(slot.name()))) {
            row.next();
            return row.getBoolean(1);
        }
    }

    @Test
    void whatKeepsItOutIsTold() {
        Tls required = new Tls(TlsMode.REQUIRE, Optional.empty(), Optional.empty());
        assertThat(probe("wrong", Tls.DISABLED))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.passed()).isFalse();
                    assertThat(check.code()).isEqualTo("connection");
                    assertThat(check.message()).contains("refuses the user " + source.user());
                    assertThat(check.remedy()).contains("pg_hba.conf");
                });
        assertThat(probe(source.password(), required))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.passed()).isFalse();
                    assertThat(check.message()).endsWith("does not speak TLS.");
                });
    }

    private List<Check> probe() {
        return probe(source.password(), Tls.DISABLED);
    }

    private List<Check> probe(String password, Tls tls) {
        return new SourceProbe(
                        new SourceConnections(
                                new SourceSettings(
                                        source.host(),
                                        source.port(),
                                        source.database(),
                                        source.user(),
                                        Optional.of(Secret.of(password)),
                                        tls,
                                        slot,
                                        new PublicationSettings(slot.name(), true),
                                        "test",
                                        EgressPolicyText.write(EgressPolicy.of(EgressMode.DEV)))))
                .run();
    }
}
