package dev.rowhook.backfill.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rowhook.store.testing.OnEverySourceVersion;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Pages of a part of a table, in an order that was asked for.
@OnEverySourceVersion
class PageSliceTest {
    private final PageFixture fixture = new PageFixture();

    PageSliceTest() throws SQLException {}

    @BeforeEach
    void create() throws SQLException {
        fixture.source.execute(
                "create table t (id int primary key, total numeric(8, 2), state text, at timestamptz)",
                "insert into t select i, i % 40, case i % 3 when 0 then 'paid' else 'open' end,"
                        + " case when i % 5 > 0 then '2026-01-01'::timestamptz + (i % 17) * interval '1 day' end"
                        + " from generate_series(1, 200) i");
    }

    @AfterEach
    void close() throws SQLException {
        fixture.close();
    }

    @Test
    void rowsThatAFilterLeavesOutAreNotRead() throws Exception {
        List<String> expected =
                fixture.select("select * from t where total > 20 and state = 'paid' order by id");

        for (int units : List.of(1, 9, 500)) {
            assertThat(
                            fixture.rows(
                                    units,
                                    slice("state = 'paid'", null, null, null),
                                    Optional.of("total > 20 and action = 'read'")))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aPageGoesOverSoManyRowsHoweverFewAreWanted() throws Exception {
        List<List<String>> pages = fixture.pages(50, Slice.ALL, Optional.of("id in (60, 70, 190)"));

        assertThat(pages).extracting(List::size).containsExactly(0, 2, 0, 1, 0);
    }

    @Test
    void aSortColumnComesFirstAndRowsWithoutItComeLast() throws Exception {
        List<String> expected = fixture.select("select * from t order by at, id");

        for (int units : List.of(1, 7, 40, 500)) {
            assertThat(fixture.rows(units, slice(null, "at", null, null), Optional.empty()))
                    .isEqualTo(expected);
        }
    }

    @Test
    void rowsAreReadFromAPositionUpToAnother() throws Exception {
        Slice slice = slice("state = 'open'", "at", "2026-01-03", "2026-01-06 00:00:00+00");

        assertThat(fixture.rows(7, slice, Optional.empty()))
                .hasSizeGreaterThan(10)
                .isEqualTo(
                        fixture.select(
                                "select * from t where at between '2026-01-03' and '2026-01-06' and state = 'open' order by at, id"));
    }

    @Test
    void aPositionIsTheSameForAllPages() throws Exception {
        Slice slice = slice(null, "at", "2026-01-03", "tomorrow");

        Slice fixed = fixture.reader().table(PageFixture.TABLE, slice).slice();

        assertThat(fixed.start()).contains("2026-01-03 00:00:00+00");
        assertThat(fixed.end().orElseThrow()).startsWith("20").endsWith(" 00:00:00+00");
    }

    @Test
    void aSortColumnMayBeAColumnOfTheKey() throws Exception {
        assertThat(fixture.rows(7, slice(null, "id", "50", null), Optional.empty()))
                .isEqualTo(fixture.select("select * from t where id >= 50 order by id"));
    }

    @Test
    void withoutAKeyPositionsHoldToo() throws Exception {
        fixture.source.execute("alter table t drop constraint t_pkey");

        assertThat(fixture.rows(1, slice(null, "total", "10", "20"), Optional.empty()))
                .hasSizeGreaterThan(10)
                .isEqualTo(
                        fixture.select(
                                "select * from t where total between 10 and 20 order by ctid"));
    }

    @Test
    void whereThePublicationLeavesRowsOrColumnsOutSoDoPages() throws Exception {
        assumeTrue(
                fixture.source.version().major() >= 15,
                "publications of older versions have whole tables");
        fixture.source.execute(
                "create publication rowhook for table t (id, state) where (state = 'paid')");

        assertThat(fixture.rows(7))
                .isEqualTo(
                        fixture.select("select id, state from t where state = 'paid' order by id"));

        fixture.source.execute("create publication rowhook_inserts for table t (id, state)");

        assertThat(fixture.rows(7))
                .isEqualTo(fixture.select("select id, state from t order by id"));
    }

    @Test
    void generatedColumnsAreReadWhereThePublicationSendsThem() throws Exception {
        assumeTrue(
                fixture.source.version().major() >= 18,
                "publications of older versions have no generated columns");
        fixture.source.execute(
                "alter table t add twice int generated always as (id * 2) stored, add half int generated always as (id / 2) virtual",
                "create publication rowhook for table t");
        List<String> without = fixture.select("select id, total, state, at from t order by id");

        assertThat(fixture.rows(7)).isEqualTo(without);

        fixture.source.execute(
                "alter publication rowhook set (publish_generated_columns = stored)");

        assertThat(fixture.rows(7))
                .isEqualTo(fixture.select("select id, total, state, at, twice from t order by id"));
    }

    @Test
    void rowsAreLeftToTheSinkWhereItsFilterFails() throws Exception {
        PageReader reader = fixture.reader();
        PagedTable table = reader.table(PageFixture.TABLE, Slice.ALL);
        Conditions conditions =
                Conditions.of(
                        table.relation(), Optional.of("10 / (id - 150) < 5"), Optional.empty());

        Reading.Page first =
                (Reading.Page) reader.read(request(table, conditions, Optional.empty()));
        Reading.Page second =
                (Reading.Page) reader.read(request(table, conditions, Optional.of(first.next())));

        assertThat(first.open()).isFalse();
        assertThat(second.open()).isTrue();
        assertThat(second.rows()).hasSize(100);
    }

    @Test
    void aFilterOfTheBackfillThatFailsIsTold() {
        assertRefused(
                "backfill_filter_failed",
                () ->
                        fixture.rows(
                                100,
                                slice("10 / (id - 150) < 5", null, null, null),
                                Optional.empty()));
        assertRefused(
                "backfill_filter_failed",
                () ->
                        fixture.rows(
                                100,
                                slice("10 / (id - 150) < 5", null, null, null),
                                Optional.of("id > 0")));
    }

    @Test
    void whatDoesNotFitTheTableIsTold() {
        assertRefused(
                "backfill_filter_broken",
                () -> fixture.rows(9, slice("missing = 1", null, null, null), Optional.empty()));
        assertRefused(
                "filter_broken", () -> fixture.rows(9, Slice.ALL, Optional.of("missing = 1")));
        assertRefused(
                "sort_column_unusable",
                () -> fixture.rows(9, slice(null, "missing", null, null), Optional.empty()));
        assertRefused(
                "position_invalid",
                () -> fixture.rows(9, slice(null, "total", "ten", null), Optional.empty()));
    }

    @Test
    void positionsAreValuesAndNoSql() throws Exception {
        assertThat(
                        fixture.rows(
                                9,
                                slice(null, "state", "x'); drop table t; --\\", null),
                                Optional.empty()))
                .isEmpty();
        assertThat(fixture.select("select count(*) from t")).containsExactly("200");
    }

    private static PageRequest request(
            PagedTable table, Conditions conditions, Optional<Place> from) {
        return new PageRequest(table, conditions, from, 100, 0);
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TableRefusedException.class,
                        refused -> assertThat(refused.trouble().code()).isEqualTo(code));
    }

    private static Slice slice(
            @Nullable String filter,
            @Nullable String sortColumn,
            @Nullable String start,
            @Nullable String end) {
        return new Slice(
                Optional.ofNullable(filter),
                Optional.ofNullable(sortColumn),
                Optional.ofNullable(start),
                Optional.ofNullable(end));
    }
}
