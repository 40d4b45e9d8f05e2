package dev.rowhook.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.Collation.CaseMapping;
import dev.rowhook.core.change.Collation.Order;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.testing.OnEverySourceVersion;
import dev.rowhook.store.testing.SourcePostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

@OnEverySourceVersion
class TableFactsTest {
    private final SourcePostgres source = SourcePostgres.create();

    @BeforeEach
    void createTypes() throws SQLException {
        source.execute(
                "create type state as enum ('new', 'paid')",
                "alter type state add value 'open' before 'paid'",
                "create domain amount as numeric(10, 2)",
                "create domain price as amount",
                "create domain word as text collate \"C\"",
                "create type pair as (a int, b text)");
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void typesAreWhatSqlMakesOfThem() throws SQLException {
        Relation table =
                read(
                        "create table item (id int primary key, s state, p price, ss state[], ps price[], c pair, j jsonb, w word)");

        assertThat(type(table, "id")).isEqualTo(new SqlType.BuiltIn(23));
        assertThat(type(table, "s"))
                .isInstanceOfSatisfying(
                        SqlType.Enumeration.class,
                        state -> {
                            assertThat(state.name()).isEqualTo("state");
                            assertThat(state.labels()).containsExactly("new", "open", "paid");
                        });
        assertThat(type(table, "p")).isEqualTo(new SqlType.BuiltIn(1700));
        assertThat(type(table, "ss"))
                .isInstanceOfSatisfying(
                        SqlType.ArrayOf.class,
                        array -> assertThat(array.element()).isEqualTo(type(table, "s")));
        assertThat(type(table, "ps"))
                .isInstanceOfSatisfying(
                        SqlType.ArrayOf.class,
                        array -> assertThat(array.element()).isEqualTo(new SqlType.BuiltIn(1700)));
        assertThat(type(table, "c"))
                .isInstanceOfSatisfying(
                        SqlType.Opaque.class, pair -> assertThat(pair.name()).isEqualTo("pair"));
        assertThat(type(table, "j")).isEqualTo(new SqlType.BuiltIn(3802));
        assertThat(type(table, "w")).isEqualTo(new SqlType.BuiltIn(25));
        assertThat(collation(table, "w")).isEqualTo(Collation.C);
        assertThat(collation(table, "id")).isEqualTo(Collation.UNKNOWN);
    }

    @Test
    void theIdentityIsThatOfTheStream() throws SQLException {
        Relation byKey =
                read("create table item (a int, b int, c int, primary key (b) include (c))");
        assertThat(identity(byKey)).containsExactly("b");
        assertThat(byKey.keyColumns()).containsExactly(1);

        Relation inFull = read("alter table item replica identity full");
        assertThat(inFull.identity()).isEqualTo(ReplicaIdentity.FULL);
        assertThat(identity(inFull)).containsExactly("a", "b", "c");
        assertThat(inFull.keyColumns()).containsExactly(1);

        Relation byIndex =
                read(
                        "alter table item alter a set not null; create unique index i on item (a); alter table item replica identity using index i");
        assertThat(identity(byIndex)).containsExactly("a");

        assertThat(identity(read("alter table item replica identity nothing"))).isEmpty();
    }

    @Test
    void whatIsNotStreamedIsNoColumn() throws SQLException {
        Relation table =
                read(
                        "create table item (id int primary key, gone int, twice int generated always as (id * 2) stored); alter table item drop column gone");

        assertThat(table.columns()).extracting(Column::name).containsExactly("id");
    }

    @Test
    void aTableIsFoundByItsOidToo() throws SQLException {
        Relation table = read("create table item (id int primary key, s state)");

        try (Connection connection = source.connect()) {
            assertThat(TableFacts.read(connection, table.oid())).contains(table);
            assertThat(TableFacts.read(connection, 1)).isEmpty();
            assertThat(TableFacts.read(connection, new TableName("public", "none"))).isEmpty();
        }
    }

    @Test
    void collationsOfLibc() throws SQLException {
        Relation table =
                read(
                        "create table item (id int primary key, d text, c varchar collate \"C\", p name, u text collate ucs_basic, cs text[] collate \"C\")");

        assertThat(collation(table, "c")).isEqualTo(Collation.C);
        assertThat(collation(table, "cs")).isEqualTo(Collation.C);
        assertThat(collation(table, "p")).isEqualTo(Collation.C);
        assertThat(collation(table, "u"))
                .isEqualTo(new Collation(Order.BYTES, lowers("ucs_basic")));
        assertThat(collation(table, "d"))
                .isEqualTo(new Collation(Order.BYTES, lowers("\"default\"")));
    }

    @Test
    void collationsOfPostgresItself() throws SQLException {
        assumeTrue(source.version().hasBuiltInLocales());
        Relation table = read("create table item (id int primary key, b text collate pg_c_utf8)");

        assertThat(collation(table, "b"))
                .isEqualTo(new Collation(Order.BYTES, lowers("pg_c_utf8")));
    }

    @Test
    void collationsOfIcu() throws SQLException {
        source.execute(
                "create collation loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "create collation turkish (provider = icu, locale = 'tr')");
        Relation table =
                read(
                        "create table item (id int primary key, i text collate \"und-x-icu\", l text collate loose, t text collate turkish)");

        assertThat(collation(table, "i"))
                .isEqualTo(new Collation(Order.LINGUISTIC, CaseMapping.FULL));
        assertThat(collation(table, "l"))
                .isEqualTo(new Collation(Order.NONDETERMINISTIC, CaseMapping.FULL));
        assertThat(collation(table, "t"))
                .isEqualTo(new Collation(Order.LINGUISTIC, CaseMapping.UNKNOWN));
    }

    /// As the server itself does it.
    private CaseMapping lowers(String collation) throws SQLException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select lower('Ä' collate %s) = 'ä'".formatted(collation))) {
            row.next();
            return row.getBoolean(1) ? CaseMapping.SIMPLE : CaseMapping.ASCII;
        }
    }

    @Test
    void providersAndLocales() {
        assertThat(of("c", "C", "en_US.UTF-8"))
                .isEqualTo(new Collation(Order.BYTES, CaseMapping.SIMPLE));
        assertThat(of("c", "en_US.UTF-8", "C"))
                .isEqualTo(new Collation(Order.LINGUISTIC, CaseMapping.ASCII));
        assertThat(of("c", "C.utf8", "C.utf8"))
                .isEqualTo(new Collation(Order.BYTES, CaseMapping.SIMPLE));
        assertThat(of("c", "tr_TR.UTF-8", "tr_TR.UTF-8"))
                .isEqualTo(new Collation(Order.LINGUISTIC, CaseMapping.UNKNOWN));
        assertThat(of("i", "de-u-co-phonebk", ""))
                .isEqualTo(new Collation(Order.LINGUISTIC, CaseMapping.FULL));
        assertThat(of("i", "az", ""))
                .isEqualTo(new Collation(Order.LINGUISTIC, CaseMapping.UNKNOWN));
        assertThat(of("b", "PG_UNICODE_FAST", ""))
                .isEqualTo(new Collation(Order.BYTES, CaseMapping.FULL));
        assertThat(new CatalogueCollation("i", false, "und", "", "UTF8").collation().order())
                .isEqualTo(Order.NONDETERMINISTIC);
        assertThat(new CatalogueCollation("c", true, "C", "C", "EUC_JP").collation().order())
                .as("bytes of another order than those of UTF-8")
                .isEqualTo(Order.UNKNOWN);
    }

    private static Collation of(String provider, String collate, String characters) {
        return new CatalogueCollation(provider, true, collate, characters, "UTF8").collation();
    }

    private Relation read(String ddl) throws SQLException {
        source.execute(ddl);
        try (Connection connection = source.connect()) {
            Optional<Relation> read = TableFacts.read(connection, new TableName("public", "item"));
            return read.orElseThrow();
        }
    }

    private static List<String> identity(Relation table) {
        return table.columns().stream().filter(Column::identity).map(Column::name).toList();
    }

    private static SqlType type(Relation table, String column) {
        return column(table, column).sqlType();
    }

    private static Collation collation(Relation table, String column) {
        return column(table, column).collation();
    }

    private static Column column(Relation table, String name) {
        return table.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
