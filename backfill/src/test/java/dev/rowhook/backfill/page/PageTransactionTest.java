package dev.rowhook.backfill.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.changelog.page.SourceSnapshot;
import dev.rowhook.source.SnapshotHorizon;
import dev.rowhook.store.testing.OnEverySourceVersion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What holds around the rows of a page: its snapshot, its lock, its bounds.
@OnEverySourceVersion
class PageTransactionTest {
    private final PageFixture fixture = new PageFixture();

    PageTransactionTest() throws SQLException {}

    @BeforeEach
    void create() throws SQLException {
        fixture.source.execute(
                "create table t (id int primary key, x text)",
                "insert into t select i, repeat('x', 1000) from generate_series(1, 100) i");
    }

    @AfterEach
    void close() throws SQLException {
        fixture.close();
    }

    @Test
    void aPageIsTooEarlyAsLongAsATransactionRunsThatItHasToSee() throws Exception {
        PageReader reader = fixture.reader();
        PagedTable table = reader.table(PageFixture.TABLE, Slice.ALL);
        try (Connection writer = fixture.source.connect()) {
            writer.setAutoCommit(false);
            execute(writer, "insert into t values (0, 'late')");
            long floor = SnapshotHorizon.now(fixture.session).next();

            assertThat(reader.read(request(table, Optional.empty(), floor)))
                    .isInstanceOf(Reading.TooEarly.class);

            writer.commit();
            Reading.Page page = (Reading.Page) reader.read(request(table, Optional.empty(), floor));
            assertThat(page.snapshot().xmin()).isGreaterThanOrEqualTo(floor);
            assertThat(PageFixture.text(table, page.rows().getFirst())).isEqualTo("0|late");
        }
    }

    @Test
    void theSnapshotSaysWhatThePageSees() throws Exception {
        PageReader reader = fixture.reader();
        PagedTable table = reader.table(PageFixture.TABLE, Slice.ALL);
        try (Connection writer = fixture.source.connect()) {
            writer.setAutoCommit(false);
            execute(writer, "update t set x = 'open' where id = 1");
            int running = xid(writer);

            SourceSnapshot snapshot =
                    ((Reading.Page) reader.read(request(table, Optional.empty(), 0))).snapshot();

            assertThat(snapshot.sees(running)).isFalse();
            writer.rollback();
        }
    }

    private static int xid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("select pg_current_xact_id()::text::bigint")) {
            row.next();
            return (int) row.getLong(1);
        }
    }

    @Test
    void aTableThatWasAlteredIsToBeLookedAtAgain() throws Exception {
        PageReader reader = fixture.reader();
        for (String change :
                List.of(
                        "alter table t add column y int",
                        "alter table t alter x type varchar(2000)",
                        "alter table t replica identity full",
                        "create unique index on t (id, x)",
                        "drop table t; create table t (id int primary key, x text)")) {
            PagedTable table = reader.table(PageFixture.TABLE, Slice.ALL);
            assertThat(reader.read(request(table, Optional.empty(), 0)))
                    .isInstanceOf(Reading.Page.class);

            fixture.source.execute(change);

            assertThat(reader.read(request(table, Optional.empty(), 0)))
                    .as(change)
                    .isInstanceOf(Reading.TableChanged.class);
        }
    }

    @Test
    void rowsInAnotherFileAreReadFromItsStart() throws Exception {
        fixture.source.execute("alter table t drop constraint t_pkey");
        PageReader reader = fixture.reader();
        PagedTable table = reader.table(PageFixture.TABLE, Slice.ALL);
        Reading.Page first = (Reading.Page) reader.read(request(table, Optional.empty(), 0, 2));
        int rows = first.rows().size();

        fixture.source.execute("vacuum full t");
        Reading.Page second =
                (Reading.Page) reader.read(request(table, Optional.of(first.next()), 0, 2));

        assertThat(rows).isBetween(1, 99);
        assertThat(PageFixture.text(table, second.rows().getFirst()))
                .isEqualTo(PageFixture.text(table, first.rows().getFirst()));
    }

    @Test
    void aPageEndsWhereItsBytesEnd() throws Exception {
        fixture.limits = new PageLimits(Duration.ofSeconds(10), Duration.ofSeconds(5), 10_000);
        List<String> expected = fixture.select("select * from t order by id");

        assertThat(fixture.rows(1_000)).isEqualTo(expected);
        assertThat(fixture.pages(1_000, Slice.ALL, Optional.empty())).hasSize(11);
        assertThat(fixture.rows(1_000, Slice.ALL, Optional.of("id > 0"))).isEqualTo(expected);

        fixture.source.execute("alter table t drop constraint t_pkey");

        assertThat(fixture.rows(1_000)).isEqualTo(expected);
    }

    @Test
    void rowsOfChildrenAreTheirOwn() throws Exception {
        fixture.source.execute(
                "create table child () inherits (t)", "insert into child values (1000, 'child')");

        assertThat(fixture.rows(1_000)).hasSize(100);
    }

    @Test
    void rowLevelSecurityIsAnErrorAndLeavesNothingOut() throws Exception {
        fixture.source.execute(
                "alter table t enable row level security",
                "alter table t force row level security");

        assertThatThrownBy(() -> fixture.rows(10))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    @Test
    void aLockIsNotWaitedForWithoutAnEnd() throws Exception {
        fixture.limits = new PageLimits(Duration.ofSeconds(10), Duration.ofMillis(50), 10_000);
        PageReader reader = fixture.reader();
        PagedTable table = reader.table(PageFixture.TABLE, Slice.ALL);
        try (Connection holder = fixture.source.connect()) {
            holder.setAutoCommit(false);
            execute(holder, "lock table t");

            assertThatThrownBy(() -> reader.read(request(table, Optional.empty(), 0)))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
        }

        assertThat(reader.read(request(table, Optional.empty(), 0)))
                .isInstanceOf(Reading.Page.class);
    }

    @Test
    void anUnknownOrderOfAPlaceIsTheStart() throws Exception {
        PageReader reader = fixture.reader();
        PagedTable table = reader.table(PageFixture.TABLE, Slice.ALL);
        List<Place> places = new ArrayList<>();
        places.add(new Place.Keyset(List.of("other"), List.of("50"), false));
        places.add(new Place.Storage(1, 1, "(5,0)"));

        for (Place place : places) {
            Reading.Page page = (Reading.Page) reader.read(request(table, Optional.of(place), 0));
            assertThat(page.rows()).hasSize(100);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static PageRequest request(PagedTable table, Optional<Place> from, long floor) {
        return request(table, from, floor, 1_000);
    }

    private static PageRequest request(
            PagedTable table, Optional<Place> from, long floor, int units) {
        return new PageRequest(
                table, new Conditions(Optional.empty(), Optional.empty()), from, units, floor);
    }
}
