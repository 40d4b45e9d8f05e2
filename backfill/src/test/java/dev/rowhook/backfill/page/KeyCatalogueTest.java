package dev.rowhook.backfill.page;

import static org.assertj.core.api.Assertions.assertThat;

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

@OnEverySourceVersion
class KeyCatalogueTest {
    private final SourcePostgres source = SourcePostgres.create();

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void thePrimaryKeyIsThePageKey() throws SQLException {
        assertThat(
                        key(
                                "create table t (b int, a text not null, c int unique not null, primary key (b, a))"))
                .isEqualTo("b integer, a text");
    }

    @Test
    void theIndexOfTheReplicaIdentityComesBeforeThePrimaryKey() throws SQLException {
        assertThat(
                        key(
                                "create table t (a int primary key, b numeric(10, 2) not null, constraint u unique (b))",
                                "alter table t replica identity using index u"))
                .isEqualTo("b numeric(10,2)");
    }

    @Test
    void withoutAPrimaryKeyAUniqueIndexServes() throws SQLException {
        assertThat(
                        key(
                                "create table t (a int not null, b int not null, c int not null)",
                                "create unique index on t (a, b)",
                                "create unique index on t (c)",
                                "alter table t replica identity full"))
                .isEqualTo("c integer");
    }

    @Test
    void anIndexThatDoesNotNameEveryRowDoesNotServe() throws SQLException {
        assertThat(
                        key(
                                "create table t (a int, b int not null, c text not null)",
                                "create unique index on t (a)",
                                "create unique index on t (b) where b > 0",
                                "create unique index on t (lower(c))",
                                "create index on t (b)",
                                "alter table t add constraint d unique (b) deferrable"))
                .isEmpty();
    }

    @Test
    void anIndexInAnotherOrderDoesNotServe() throws SQLException {
        assertThat(
                        key(
                                "create table t (a text not null, b text collate \"C\" not null)",
                                "create unique index on t (a text_pattern_ops)",
                                "create unique index on t (b collate \"und-x-icu\")"))
                .isEmpty();
    }

    @Test
    void columnsThatAreOnlyIncludedAreNoPartOfTheKey() throws SQLException {
        assertThat(
                        key(
                                "create table t (a int not null, b int not null)",
                                "create unique index on t (a) include (b)"))
                .isEqualTo("a integer");
    }

    @Test
    void aDomainIsWhatItIsMadeOf() throws SQLException {
        assertThat(
                        key(
                                "create domain code as varchar(8)",
                                "create domain short as code check (length(value) < 4)",
                                "create type state as enum ('new', 'old')",
                                "create table t (a short, b state, c bpchar, primary key (a, b, c))"))
                .isEqualTo("a character varying(8), b public.state, c bpchar");
    }

    @Test
    void operatorsAreNamedWithTheirSchema() throws SQLException {
        source.execute("create table t (a int primary key)");

        KeyOperators operators = in(KeyCatalogue::key).columns().getFirst().operators();

        assertThat(operators)
                .isEqualTo(
                        new KeyOperators(
                                "OPERATOR(pg_catalog.<)",
                                "OPERATOR(pg_catalog.<=)",
                                "OPERATOR(pg_catalog.=)",
                                "OPERATOR(pg_catalog.>=)",
                                "OPERATOR(pg_catalog.>)"));
    }

    @Test
    void aColumnHasTheOrderOfItsType() throws SQLException {
        source.execute(
                "create type state as enum ('new', 'old')",
                "create table t (a varchar(3), b state, c int[], d int4range, e timestamptz, f json)");

        for (String column : List.of("a", "b", "c", "d", "e")) {
            assertThat(column(column))
                    .map(found -> found.operators().greater())
                    .contains("OPERATOR(pg_catalog.>)");
        }
        assertThat(column("f")).isEmpty();
        assertThat(column("g")).isEmpty();
    }

    private Optional<KeyColumn> column(String name) throws SQLException {
        return in((catalogue, oid) -> catalogue.column(oid, name));
    }

    private String key(String... statements) throws SQLException {
        source.execute(statements);
        return String.join(
                ", ",
                in(KeyCatalogue::key).columns().stream()
                        .map(column -> column.name() + " " + column.type())
                        .toList());
    }

    private <T> T in(Question<T> question) throws SQLException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = pg_catalog");
            ResultSet row = statement.executeQuery("select 'public.t'::regclass::oid");
            row.next();
            return question.of(new KeyCatalogue(connection), (int) row.getLong(1));
        }
    }

    private interface Question<T> {
        T of(KeyCatalogue catalogue, int oid) throws SQLException;
    }
}
