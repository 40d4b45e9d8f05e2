package dev.rowhook.backfill.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rowhook.store.testing.OnEverySourceVersion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/// All pages of a table together are its rows, in the order of its key.
@OnEverySourceVersion
class PageReaderTest {
    private final PageFixture fixture = new PageFixture();

    PageReaderTest() throws SQLException {}

    @AfterEach
    void close() throws SQLException {
        fixture.close();
    }

    /// @param statements make table t
    /// @param order in which its rows come
    record Case(String name, String order, List<String> statements) {
        static Case of(String name, String order, String... statements) {
            return new Case(name, order, List.of(statements));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> keys() {
        return Stream.of(
                Case.of(
                        "a composite key",
                        "a, b, c",
                        "create table t (c bigint, x text, a int, b text, primary key (a, b, c))",
                        "insert into t select i, repeat(E'\\\\\\t\\n', i % 3), i % 3, E'k\\\\' || (i % 5) from generate_series(1, 100) i"),
                Case.of(
                        "uuid",
                        "id",
                        "create table t (id uuid primary key, n int)",
                        "insert into t select gen_random_uuid(), i from generate_series(1, 100) i"),
                Case.of(
                        "text of a language, in which different texts are equal",
                        "k",
                        "create collation folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                        "create table t (k text collate folded primary key)",
                        "insert into t select case when i % 2 = 0 then 'Ä' else 'b' end || i from generate_series(1, 60) i"),
                Case.of(
                        "enum",
                        "a, b",
                        "create type state as enum ('zero', 'new', 'a b''c', 'done')",
                        "create table t (a state, b int, primary key (a, b))",
                        "insert into t select (enum_range(null::state))[1 + i % 4], i from generate_series(1, 50) i"),
                Case.of(
                        "numeric",
                        "n",
                        "create table t (n numeric primary key)",
                        "insert into t select i / 7.0 from generate_series(-20, 20) i where i <> 0",
                        "insert into t values ('NaN'), ('Infinity'), ('-Infinity'), (1e40), (0.000)"),
                Case.of(
                        "timestamps",
                        "a, b",
                        "create table t (a timestamptz, b timestamp(3), c date, d interval, primary key (a, b))",
                        "insert into t select '2000-01-01'::timestamptz + i * interval '1.234567 days', '2000-01-01'::timestamp - i * interval '1 h', current_date, i * interval '1 month 2 days 3.5 s' from generate_series(1, 40) i",
                        "insert into t values ('infinity', '-infinity', 'infinity', '1 year'), ('0044-03-15 12:00:00+00 BC', '294276-12-31', '4713-01-01 BC', '-1 s')"),
                Case.of(
                        "floats",
                        "f",
                        "create table t (f float8 primary key, r real)",
                        "insert into t select random() * 10 ^ (i % 40 - 20), random() from generate_series(1, 60) i",
                        "insert into t values ('NaN', 1), ('-Infinity', 'NaN'), (1e-310, 1)"),
                Case.of(
                        "padded characters, and bytes",
                        "a, b",
                        "create table t (a char(5), b bytea, c \"char\", d name, primary key (a, b))",
                        "insert into t select 'ab' || repeat(' ', i % 3) || i % 4, decode(md5(i::text), 'hex'), 'x', 'n' from generate_series(1, 50) i"),
                Case.of(
                        "arrays and domains",
                        "a, b",
                        "create domain code as text check (value <> '')",
                        "create table t (a int[], b code, c text[], primary key (a, b))",
                        "insert into t select array[i % 3, i], 'c' || i, array['a,b', null, E'q\"\\\\'] from generate_series(1, 50) i"),
                Case.of(
                        "ranges, booleans, networks",
                        "a, b, c",
                        "create table t (a int4range, b bool, c inet, primary key (a, b, c))",
                        "insert into t select int4range(i % 5, 10), i % 2 = 0, ('10.0.0.' || i)::inet from generate_series(1, 40) i"),
                Case.of(
                        "the index of the replica identity",
                        "b, a",
                        "create table t (id int primary key, a int not null, b int not null)",
                        "create unique index u on t (b desc, a)",
                        "alter table t replica identity using index u",
                        "insert into t select i, i, i % 4 from generate_series(1, 40) i"),
                Case.of(
                        "partitions with a key",
                        "id",
                        "create table t (id int primary key, x text) partition by hash (id)",
                        "create table t_a partition of t for values with (modulus 2, remainder 0)",
                        "create table t_b (x text, id int not null)",
                        "alter table t attach partition t_b for values with (modulus 2, remainder 1)",
                        "insert into t select i, 'x' from generate_series(1, 100) i"),
                Case.of(
                        "names that want quotes",
                        "\"K\"\"ey\"",
                        "create table t (\"K\"\"ey\" int primary key, \"select\" text, \"\u00fc\" int generated always as (1) stored)",
                        "insert into t select i, '\\N' from generate_series(1, 20) i"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void pagesTogetherAreTheTable(Case of) throws Exception {
        create(of);
        List<String> expected =
                fixture.select("select %s from t order by %s".formatted(columns(), of.order()));

        for (int units : List.of(1, 7, 1000)) {
            assertThat(fixture.rows(units)).as("pages of %d", units).isEqualTo(expected);
        }
    }

    /// The streamed columns, as texts of their output functions.
    private String columns() throws SQLException {
        return String.join(
                ", ",
                fixture.select(
                        """
                        select format('case when %1$I is not null then concat(%1$I) end', attname)
                        from pg_attribute
                        where attrelid = 't'::regclass and attnum > 0 and attgenerated = '' order by attnum
                        """));
    }

    private void create(Case of) throws SQLException {
        fixture.source.execute(of.statements().toArray(String[]::new));
    }

    /// Its operators are in no search_path.
    @Test
    void aTypeOfAnExtensionComparesAsItsOwnOperatorsDo() throws Exception {
        assumeThat(fixture.select("select 1 from pg_available_extensions where name = 'citext'"))
                .isNotEmpty();
        fixture.source.execute(
                "create schema extensions",
                "create extension citext schema extensions",
                "create table t (a int, b extensions.citext, primary key (a, b))",
                "insert into t select i % 3, case when i % 2 = 0 then 'Key' else 'kEY' end || i from generate_series(1, 100) i");

        List<String> expected =
                fixture.select("select * from t order by a, b using operator(extensions.<)");
        assertThat(fixture.rows(1)).isEqualTo(expected);
        assertThat(fixture.rows(7)).isEqualTo(expected);
    }

    @Test
    void withoutAKeyRowsAreReadAsTheyAreStored() throws Exception {
        fixture.source.execute(
                "create table t (n int, x text)",
                "insert into t select i, repeat('x', i % 500) from generate_series(1, 2000) i",
                "delete from t where n % 7 = 0",
                "update t set x = 'moved' where n % 100 = 1");

        List<String> expected = fixture.select("select n, x from t order by ctid");
        assertThat(fixture.rows(1)).isEqualTo(expected);
        assertThat(fixture.rows(13)).isEqualTo(expected);
        assertThat(fixture.rows(100_000)).isEqualTo(expected);
    }

    @Test
    void withoutAKeyPartitionsAreReadOneByOne() throws Exception {
        fixture.source.execute(
                "create table t (n int, x text) partition by list (n)",
                "create table t_1 partition of t for values in (1) partition by list (x)",
                "create table t_1_a partition of t_1 for values in ('a')",
                "create table t_1_b partition of t_1 default",
                "create table t_2 partition of t for values in (2)",
                "create table t_3 partition of t default",
                "insert into t select i % 5, chr(97 + i % 3) from generate_series(1, 3000) i");

        assertThat(fixture.rows(2))
                .hasSize(3000)
                .containsExactlyInAnyOrderElementsOf(fixture.select("select n, x from t"));
    }

    @Test
    void anEmptyTableHasOnePage() throws Exception {
        fixture.source.execute("create table t (n int primary key)");

        assertThat(fixture.rows(10)).isEmpty();

        fixture.source.execute("alter table t drop constraint t_pkey");

        assertThat(fixture.rows(10)).isEmpty();
    }
}
