package dev.rowhook.reader;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.page.BackfillPage.Outcome;
import dev.rowhook.changelog.page.Watch;
import dev.rowhook.changelog.page.WatchLostException;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.store.testing.OnEverySourceVersion;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// What becomes of pages of a table that changes while they are read.
@OnEverySourceVersion(slow = true)
class BackfilledStreamTest {
    private final ReaderFixture fixture = new ReaderFixture();
    private final List<Map<String, String>> again = new ArrayList<>();

    @BeforeEach
    void createTable() throws SQLException {
        fixture.source.execute(
                "create table item (id int primary key, note text, big text)",
                "insert into item select i, 'old', 'x' from generate_series(1, 4) i");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aPageOfAQuietTableIsAppendedForItsSinkAlone() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int sink = fixture.addActiveSink(reader, "item");
            int other = fixture.addActiveSink(reader, "item");
            HandPage page = HandPage.read(fixture, watch(sink));

            assertThat(page.append()).isEqualTo(new Outcome.Appended(4, 4));
            assertThat(rows(sink)).containsExactly("r1 old", "r2 old", "r3 old", "r4 old");
            assertThat(rows(other)).isEmpty();
            assertThat(page.saved).containsExactly(4L);
        }
    }

    @Test
    void rowsThatChangedSinceThePageAreLeftToTheirChanges() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int sink = fixture.addActiveSink(reader, "item");
            HandPage page = HandPage.read(fixture, watch(sink));
            fixture.source.execute(
                    "update item set note = 'new' where id = 2",
                    "delete from item where id = 3",
                    "insert into item values (5, 'new', 'x')",
                    "update item set id = 6 where id = 4");
            page.append();

            assertThat(rows(sink)).containsExactly("U2 new", "D3 ", "I5 new", "U6 old", "r1 old");
        }
    }

    @Test
    void whatTheSinkDoesNotGetAsAChangeIsReadAsItIsNow() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int sink = inserts(reader, null);
            HandPage page = HandPage.read(fixture, watch(sink));
            fixture.source.execute(
                    "update item set note = 'newer' where id = 1",
                    "update item set note = 'new' where id = 2",
                    "update item set note = 'newest' where id = 2",
                    "delete from item where id = 3");
            page.append();

            assertThat(rows(sink)).containsExactly("r1 newer", "r2 newest", "r4 old");
        }
    }

    @Test
    void aRowAsItIsNowHasTheValuesThatTheChangeDidNotSay() throws Exception {
        fixture.source.execute(
                "alter table item alter column big set storage external",
                "update item set big = repeat('y', 10000) where id = 2");
        try (DatabaseReader reader = fixture.start()) {
            int sink = inserts(reader, null);
            HandPage page = HandPage.read(fixture, watch(sink));
            fixture.source.execute("update item set note = 'new' where id = 2");
            page.append();

            Tuple row = decoded(fixture.logged(sink).get(1)).newRow();
            assertThat(row.length(2)).isEqualTo(10_000);
        }
    }

    @Test
    void aRowWhoseChangeDoesNotSayAllOfItIsReadBesideIt() throws Exception {
        fixture.source.execute(
                "alter table item alter column big set storage external",
                "update item set big = repeat('y', 10000) where id = 2");
        try (DatabaseReader reader = fixture.start()) {
            int sink = fixture.addActiveSink(reader, "item");
            HandPage page = HandPage.read(fixture, watch(sink));
            fixture.source.execute(
                    "update item set note = 'new' where id = 2",
                    "update item set note = 'newer' where id = 2");
            page.append();

            assertThat(rows(sink))
                    .containsExactly(
                            "U2 new", "U2 newer", "r1 old", "r2 newer", "r3 old", "r4 old");
            assertThat(decoded(fixture.logged(sink).get(3)).newRow().length(2)).isEqualTo(10_000);
        }
    }

    @Test
    void aRowThatIsWantedNoMoreAsItIsNowIsNotRead() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int sink = inserts(reader, "note = 'old'");
            Watch watch = watch(sink, Optional.of("id <> 3"));
            HandPage page = HandPage.read(fixture, watch);
            fixture.source.execute(
                    "update item set note = 'new' where id = 2",
                    "update item set big = 'changed' where id in (3, 4)");
            page.append();

            // The page itself is read by whoever knows the filters.
            assertThat(rows(sink)).containsExactly("r1 old", "r4 old");
        }
    }

    @Test
    void aRowThatMovesItsKeyPastThePagesIsReadWhereItMoves() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int sink = inserts(reader, null);
            HandPage page = HandPage.read(fixture, watch(sink));
            fixture.source.execute("update item set id = -4 where id = 4");
            page.append();

            assertThat(rows(sink)).containsExactly("r-4 old", "r1 old", "r2 old", "r3 old");
        }
    }

    @Test
    void aRowThatMovesItsKeyWithoutAllOfItsValuesIsToBeReadAgain() throws Exception {
        fixture.source.execute(
                "alter table item alter column big set storage external",
                "update item set big = repeat('y', 10000) where id = 4");
        try (DatabaseReader reader = fixture.start()) {
            int sink = fixture.addActiveSink(reader, "item");
            HandPage page = HandPage.read(fixture, watch(sink));
            fixture.source.execute(
                    "update item set id = -4 where id = 4", "update item set id = -3 where id = 3");
            page.append();

            assertThat(again).containsExactly(Map.of("id", "-4"));
        }
    }

    @Test
    void aPageOfATableThatWasEmptiedIsEmpty() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int sink = fixture.addActiveSink(reader, "item");
            Watch watch = watch(sink);
            HandPage page = HandPage.read(fixture, watch);
            fixture.source.execute("truncate item", "insert into item values (9, 'new', 'x')");
            page.append();
            HandPage next = HandPage.read(fixture, watch);
            next.append();

            assertThat(rows(sink)).containsExactly("I9 new", "r9 new");
        }
    }

    /// A commit that waits for a synchronous standby is in the stream before snapshots see it.
    @Test
    void aChangeThatWasStreamedBeforeThePageButIsNotSeenByItCounts() throws Exception {
        try (DatabaseReader reader = fixture.start();
                Connection writer = fixture.source.connect()) {
            int sink = fixture.addActiveSink(reader, "item");
            Watch watch = watch(sink);
            standbys("nobody");
            CompletableFuture<Void> commit =
                    CompletableFuture.runAsync(() -> {
                        execute(writer, "set synchronous_commit = 'on'");
                        execute(writer, "update item set note = 'new' where id = 2");
                    });
            try {
                await("the update is in the log", () -> fixture.log.end() == 1);
                HandPage page = HandPage.read(fixture, watch);
                page.append();
                assertThat(commit.isDone()).isFalse();
            } finally {
                standbys("");
            }
            commit.get(10, TimeUnit.SECONDS);

            assertThat(rows(sink)).containsExactly("U2 new", "r1 old", "r3 old", "r4 old");
        }
    }

    @Test
    void marksStandAroundAPage() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int sink = fixture.addActiveSink(reader, "item");
            HandPage.readMarked(fixture, watch(sink)).append();

            assertThat(fixture.tags(sink)).isEqualTo("brrrre");
        }
    }

    @Test
    void aWatchIsLostWithItsStreamAndItsWatermarkMeansNothingAfterwards() throws Exception {
        int sink;
        HandPage page;
        CompletableFuture<Outcome> outcome;
        try (DatabaseReader reader = fixture.start()) {
            sink = fixture.addActiveSink(reader, "item");
            page = HandPage.read(fixture, watch(sink));
            outcome = page.offer();
        }
        assertThatThrownBy(outcome::get).hasCauseInstanceOf(WatchLostException.class);
        page.emitWatermark();
        try (DatabaseReader _ = fixture.start()) {
            HandPage again = HandPage.read(fixture, watch(sink));
            again.append();
            assertThat(rows(sink)).hasSize(4);
        }
    }

    @Test
    void aWatchIsLostWhenItsSinkWantsSomethingElse() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int sink = fixture.addActiveSink(reader, "item");
            Watch watch = watch(sink);
            HandPage page = HandPage.read(fixture, watch);
            CompletableFuture<Outcome> outcome = page.offer();
            fixture.edit(reader, sink, "id > 2");
            page.emitWatermark();

            assertThatThrownBy(outcome::get).hasCauseInstanceOf(WatchLostException.class);
            assertThat(rows(sink)).isEmpty();
            assertThat(watch(sink).begun()).isCompleted();
        }
    }

    @Test
    void aPageOlderThanTheOneBeforeIsReadAgain() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int sink = fixture.addActiveSink(reader, "item");
            Watch watch = watch(sink);
            HandPage older = HandPage.read(fixture, watch);
            fixture.source.execute("update item set note = 'new' where id = 1");
            HandPage.read(fixture, watch).append();

            assertThat(older.append()).isInstanceOf(Outcome.ReadAgain.class);
        }
    }

    private int inserts(DatabaseReader reader, @Nullable String filter)
            throws InterruptedException {
        int sink = fixture.addSink(List.of("item"), "insert");
        fixture.edit(reader, sink, filter);
        return sink;
    }

    private Watch watch(int sink) throws Exception {
        return watch(sink, Optional.empty());
    }

    /// A watch that has begun, and is beyond all that was streamed before.
    private Watch watch(int sink, Optional<String> filter) throws Exception {
        Watch watch = fixture.pages.open(HandPage.request(fixture, "item", sink, filter, again));
        watch.begun().get(10, TimeUnit.SECONDS);
        return watch;
    }

    private void standbys(String names) throws SQLException {
        try (Connection superuser = fixture.source.superuser().getConnection()) {
            execute(
                    superuser,
                    "alter database %s set synchronous_commit = 'local'"
                            .formatted(fixture.source.database()));
            execute(
                    superuser,
                    "alter system set synchronous_standby_names = '%s'".formatted(names));
            execute(superuser, "select pg_reload_conf()");
        }
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> rows(int sink) throws InterruptedException {
        return fixture.logged(sink).stream().map(this::text).toList();
    }

    private String text(LoggedChange change) {
        RowChange row = decoded(change);
        Tuple said = row.newRow().columns() > 0 ? row.newRow() : row.oldRow();
        List<String> texts =
                IntStream.range(0, 2)
                        .mapToObj(i -> said.hasText(i) ? string(said, i) : "")
                        .toList();
        return (char) change.body()[0] + String.join(" ", texts);
    }

    private RowChange decoded(LoggedChange change) {
        return RowChange.decode(change.body(), fixture.log.relations().get(change.relation()));
    }

    private static String string(Tuple row, int column) {
        return new String(
                row.bytes(), row.offset(column), row.length(column), StandardCharsets.UTF_8);
    }
}
