package dev.rowhook.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.database.ConnectionSettings;
import dev.rowhook.api.database.ConnectionSettings.Publication;
import dev.rowhook.api.database.ConnectionSettings.Slot;
import dev.rowhook.api.database.ConnectionSettings.Tls;
import dev.rowhook.api.database.RangeVerdict;
import dev.rowhook.api.database.RangeVerdict.Misfit;
import dev.rowhook.api.database.RangeVerdict.Part;
import dev.rowhook.api.database.SortRange;
import dev.rowhook.api.database.TableShape;
import dev.rowhook.api.database.TableShapes;
import dev.rowhook.core.change.TableName;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.EgressPolicyText;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.store.testing.OnEverySourceVersion;
import dev.rowhook.store.testing.SourcePostgres;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

@OnEverySourceVersion
class SourceTableProbeTest {
    private final SourcePostgres source = SourcePostgres.create();
    private final SourceTableProbe probe = probe(EgressMode.DEV);

    private static SourceTableProbe probe(EgressMode mode) {
        return new SourceTableProbe(
                EgressPolicyText.write(EgressPolicy.of(mode)), new SourceTurns());
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
                Optional.of(Secret.of(password)),
                new Tls("disable", Optional.empty(), Optional.empty()),
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

    private RangeVerdict range(
            String table, String column, @Nullable String start, @Nullable String end) {
        return probe.check(
                settings(source.password()),
                List.of(new TableName("public", table)),
                new SortRange(column, Optional.ofNullable(start), Optional.ofNullable(end)));
    }

    @Test
    void theEndsOfARangeAreJudgedByTheTypeOfTheColumn() throws SQLException {
        source.execute(
                "create type mood as enum ('sad', 'ok', 'happy')",
                "create domain small as int check (value < 10)",
                "create table typed (n int, t timestamptz, m mood, d small, v varchar(3),"
                        + " c char(2), a int[], u uuid)");
        RangeVerdict fits = new RangeVerdict.Fits();
        assertThat(range("typed", "n", "-5", "7")).isEqualTo(fits);
        assertThat(range("typed", "t", "2026-01-01", null)).isEqualTo(fits);
        assertThat(range("typed", "m", "sad", "happy")).isEqualTo(fits);
        assertThat(range("typed", "d", null, "70")).isEqualTo(fits);
        assertThat(range("typed", "v", "abcd", "abce")).isEqualTo(fits);
        assertThat(range("typed", "c", "ax", "axy")).isEqualTo(fits);
        assertThat(range("typed", "a", "{1,2}", "{1,3}")).isEqualTo(fits);
        assertThat(range("Full", "Customer Id", "a", null)).isEqualTo(fits);
        assertThat(range("parts", "tenant", "1", "2")).isEqualTo(fits);

        isMisfit(range("typed", "n", "x", "7"), Part.START, "22P02");
        isMisfit(range("typed", "n", "1", "99999999999"), Part.END, "22003");
        isMisfit(range("typed", "t", null, "yesterdy"), Part.END, "22007");
        isMisfit(range("typed", "m", "furious", null), Part.START, "22P02");
        isMisfit(range("typed", "u", "1", null), Part.START, "22P02");
        isMisfit(range("typed", "n", "10", "9"), Part.END, "lies before start_position");
    }

    @Test
    void aRangeIsOneOfAColumnThatPostgresSortsByAndTheUserMayRead() throws SQLException {
        source.execute(
                "create table shapes (j json, b box)",
                "revoke select on \"Full\" from current_user");
        isMisfit(range("shapes", "j", "{}", null), Part.COLUMN, "42883");
        isMisfit(range("shapes", "b", "(1,1),(0,0)", null), Part.COLUMN, "42883");
        isMisfit(range("shapes", "gone", "1", null), Part.COLUMN, "42703");
        isMisfit(range("Full", "id", "1", null), Part.COLUMN, "may not read public.\"Full\"");
    }

    private static void isMisfit(RangeVerdict verdict, Part part, String message) {
        assertThat(verdict).isInstanceOf(Misfit.class);
        assertThat(((Misfit) verdict).part()).as(verdict.toString()).isEqualTo(part);
        assertThat(((Misfit) verdict).message()).contains(message);
    }

    @Test
    void aSourceThatCannotBeAskedJudgesNoRange() {
        assertThat(
                        probe.check(
                                settings("hunter2"),
                                List.of(new TableName("public", "keyless")),
                                new SortRange("id", Optional.of("1"), Optional.empty())))
                .isEqualTo(
                        new RangeVerdict.Unreachable(
                                "The source cannot be asked: it answered with the error 28P01."));
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
