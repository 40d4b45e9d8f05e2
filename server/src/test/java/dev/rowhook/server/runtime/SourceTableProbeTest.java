package dev.rowhook.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.database.ConnectionSettings;
import dev.rowhook.api.database.ConnectionSettings.Publication;
import dev.rowhook.api.database.ConnectionSettings.Slot;
import dev.rowhook.api.database.ConnectionSettings.Tls;
import dev.rowhook.api.database.TableShape;
import dev.rowhook.api.database.TableShapes;
import dev.rowhook.core.change.TableName;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.EgressPolicyText;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.store.testing.SourcePostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class SourceTableProbeTest {
    private final SourcePostgres source = SourcePostgres.create();
    private final SourceTableProbe probe = probe(EgressMode.DEV);

    private static SourceTableProbe probe(EgressMode mode) {
        return new SourceTableProbe(EgressPolicyText.write(EgressPolicy.of(mode)));
    }

    @BeforeEach
    void createTables() throws SQLException {
        source.execute(
                "create table dropped (id int, gone int, tenant int, primary key (id, tenant) include (gone))",
                "alter table dropped drop column gone cascade, add primary key (tenant, id)",
                "create table included (id int, extra int, primary key (id) include (extra))",
                "create table \"Full\" (id int primary key, \"Customer Id\" text)",
                "alter table \"Full\" replica identity full",
                "create table indexed (id int primary key, tenant int not null, other int not null)",
                "create unique index by_tenant on indexed (tenant, id)",
                "alter table indexed replica identity using index by_tenant",
                "create table nothing (id int primary key)",
                "alter table nothing replica identity nothing",
                "create table keyless (id int)",
                "create table parts (id int, tenant int, primary key (id, tenant)) partition by list (tenant)",
                "create table part_one partition of parts for values in (1)",
                "create table part_two partition of parts for values in (2)",
                "alter table part_two replica identity full",
                "create view seen as select 1 as id");
    }

    @AfterEach
    void close() {
        source.close();
    }

    private ConnectionSettings settings(String password) {
        return new ConnectionSettings(
                source.host(),
                source.port(),
                source.database(),
                source.user(),
                Secret.of(password),
                new Tls("disable", Optional.empty()),
                new Slot("none", false),
                new Publication("none", false, List.of()));
    }

    private List<TableShape> shapes(String table) {
        TableName name = new TableName("public", table);
        TableShapes shapes = probe.read(settings(source.password()), List.of(name));
        assertThat(shapes).isInstanceOf(TableShapes.Read.class);
        return ((TableShapes.Read) shapes).tables().getOrDefault(name, List.of());
    }

    private void hasShape(String table, Set<String> columns, Set<String> identity) {
        assertThat(shapes(table))
                .singleElement()
                .satisfies(shape -> {
                    assertThat(shape.name()).isEqualTo(new TableName("public", table));
                    assertThat(shape.columns()).isEqualTo(columns);
                    assertThat(shape.identity()).isEqualTo(identity);
                });
    }

    @Test
    void theIdentityIsWhatPostgresLogsOfARow() {
        hasShape("dropped", Set.of("id", "tenant"), Set.of("id", "tenant"));
        hasShape("included", Set.of("id", "extra"), Set.of("id"));
        hasShape("Full", Set.of("id", "Customer Id"), Set.of("id", "Customer Id"));
        hasShape("indexed", Set.of("id", "tenant", "other"), Set.of("tenant", "id"));
        hasShape("nothing", Set.of("id"), Set.of());
        hasShape("keyless", Set.of("id"), Set.of());
    }

    @Test
    void eachPartitionHasItsOwn() {
        assertThat(shapes("parts"))
                .extracting(shape -> shape.name().table())
                .containsExactly("parts", "part_one", "part_two");
    }

    @Test
    void whatIsNoTableHasNoShape() {
        assertThat(shapes("missing")).isEmpty();
        assertThat(shapes("seen")).isEmpty();
    }

    @Test
    void aSourceThatCannotBeAskedSaysWhyAndNothingElse() {
        TableName table = new TableName("public", "keyless");
        assertThat(probe.read(settings("hunter2"), List.of(table)))
                .isEqualTo(
                        new TableShapes.Unreachable(
                                "The source cannot be asked: it answered with the error 28P01."));
        assertThat(probe(EgressMode.PRODUCTION).read(settings(source.password()), List.of(table)))
                .isInstanceOf(TableShapes.Unreachable.class);
    }
}
