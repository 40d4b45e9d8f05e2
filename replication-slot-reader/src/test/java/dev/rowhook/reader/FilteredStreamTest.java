package dev.rowhook.reader;

import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.testing.OnEverySourceVersion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// What sinks with filters get of a real source.
@OnEverySourceVersion(slow = true)
class FilteredStreamTest {
    private static final String TABLE =
            "create table orders (id int primary key, total int, note text, state state)";

    private final ReaderFixture fixture = new ReaderFixture();

    @BeforeEach
    void createTable() throws SQLException {
        fixture.source.execute("create type state as enum ('new', 'paid')", TABLE);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void onlyWhatPassesTheFilterIsInTheLog() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int filtered = fixture.addFilteredSink(reader, "orders", "total > 100");
            int second = fixture.addFilteredSink(reader, "orders", "total > 200");
            fixture.source.execute(
                    "insert into orders values (1, 50), (2, 150), (3, 250)",
                    "update orders set total = 120 where id = 1",
                    "update orders set total = 60 where id = 2",
                    "insert into orders values (4, 350)");
            logged(4);

            assertThat(fixture.tags(filtered)).isEqualTo("IIUI");
            assertThat(fixture.tags(second)).isEqualTo("II");
            assertThat(fixture.log.end()).as("what nobody wants is not appended").isEqualTo(4);
        }
    }

    @Test
    void anOldRowOfWhichOnlyTheKeyIsKnownLeavesTheFilterOpen() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int filtered = fixture.addFilteredSink(reader, "orders", "old.total > 100");
            assertThat(fixture.conditions(filtered)).isEmpty();
            fixture.source.execute(
                    "insert into orders values (1, 150)",
                    "update orders set total = 120",
                    "delete from orders");
            logged(2);

            assertThat(fixture.tags(filtered)).isEqualTo("ud");
            assertThat(fixture.conditions(filtered))
                    .containsOnlyKeys("filter_undecided")
                    .satisfies(told ->
                            assertThat(told.get("filter_undecided"))
                                    .contains("public.orders (total)"));
        }
    }

    @Test
    void anUpdateByWhichARowMayHaveLeftTheFilterIsLeftToTheWorker() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int filtered = fixture.addFilteredSink(reader, "orders", "total > 100");
            fixture.own.superuser().update(SINK).set(SINK.ON_LEAVE, "delete").execute();
            fixture.edit(reader, filtered, "total > 100");
            fixture.source.execute(
                    "insert into orders values (1, 150), (2, 50)",
                    "update orders set total = 99 where id = 1");
            logged(2);

            assertThat(fixture.tags(filtered)).isEqualTo("Iu");
        }
    }

    @Test
    void underFullIdentityAllIsDecided() throws Exception {
        fixture.source.execute("alter table orders replica identity full");
        try (DatabaseReader reader = fixture.start()) {
            int filtered = fixture.addFilteredSink(reader, "orders", "old.total > 100");
            fixture.source.execute(
                    "insert into orders values (1, 150), (2, 50)",
                    "update orders set note = 'x'",
                    "delete from orders");
            logged(2);

            assertThat(fixture.tags(filtered)).isEqualTo("UD");
            assertThat(fixture.conditions(filtered)).isEmpty();
        }
    }

    @Test
    void aValueThatAnUpdateLeftAloneLeavesTheFilterOpen() throws Exception {
        fixture.source.execute("alter table orders alter note set storage external");
        String large = "x".repeat(5_000);
        try (DatabaseReader reader = fixture.start()) {
            int filtered =
                    fixture.addFilteredSink(reader, "orders", "note = '%s'".formatted(large));
            int columns = fixture.addSink(List.of("orders"), "update");
            fixture.edit(reader, columns, null, "note");
            fixture.source.execute(
                    "insert into orders values (1, 1, '%s')".formatted(large),
                    "update orders set total = 2");
            logged(2);
            fixture.source.execute("update orders set note = 'y'");
            logged(3);

            assertThat(fixture.tags(filtered)).isEqualTo("Iu");
            assertThat(fixture.tags(columns)).as("left alone is not changed").isEqualTo("u");
        }
    }

    @Test
    void anUpdateCountsOnlyIfOneOfTheColumnsChanged() throws Exception {
        fixture.source.execute("alter table orders replica identity full");
        try (DatabaseReader reader = fixture.start()) {
            int sink = fixture.addActiveSink(reader, "orders");
            fixture.edit(reader, sink, null, "total");
            fixture.source.execute(
                    "insert into orders values (1, 1)",
                    "update orders set note = 'x'",
                    "update orders set total = 2",
                    "delete from orders");
            logged(3);

            assertThat(fixture.tags(sink)).isEqualTo("IUD");
        }
    }

    @Test
    void anEditTakesEffectBetweenTransactions() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int filtered = fixture.addFilteredSink(reader, "orders", "total > 100");
            fixture.source.execute("insert into orders values (1, 150), (2, 50)");
            logged(1);
            fixture.edit(reader, filtered, "id > 0");
            fixture.source.execute("insert into orders values (3, 50), (4, 50)");
            logged(3);

            assertThat(fixture.tags(filtered)).isEqualTo("III");
            assertThat(fixture.logged(filtered))
                    .extracting(LoggedChange::settingsVersion)
                    .containsExactly(3L, 4L, 4L);
        }
    }

    @Test
    void aColumnThatIsDroppedAndBroughtBackIsTold() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int filtered = fixture.addFilteredSink(reader, "orders", "total > 100");
            int other = fixture.addActiveSink(reader, "orders");
            fixture.source.execute(
                    "insert into orders values (1, 150)",
                    "alter table orders drop column total",
                    "insert into orders (id) values (2)");
            await("it is told", () -> isBroken(filtered));
            assertThat(fixture.conditions(filtered).get("filter_broken"))
                    .contains("public.orders")
                    .contains("total");
            assertThat(fixture.conditions(other)).isEmpty();

            fixture.source.execute(
                    "alter table orders add column total int",
                    "insert into orders (id, total) values (3, 50), (4, 150)");
            await("it is told no more", () -> !isBroken(filtered));
            logged(4);

            assertThat(fixture.tags(filtered)).isEqualTo("IiI");
            assertThat(fixture.tags(other)).isEqualTo("IIII");
        }
    }

    @Test
    void aFilterThatIsMendedIsToldNoMore() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int filtered = fixture.addFilteredSink(reader, "orders", "total > 100");
            fixture.source.execute(
                    "alter table orders rename column total to amount",
                    "insert into orders values (1, 150)");
            await("it is told", () -> isBroken(filtered));
            fixture.edit(reader, filtered, "amount > 100");
            await("it is told no more", () -> !isBroken(filtered));
            fixture.source.execute("insert into orders values (2, 150), (3, 50)");
            logged(2);

            assertThat(fixture.tags(filtered)).isEqualTo("iI");
        }
    }

    @Test
    void aFilterOnAColumnThatIsNewFitsBeforeTheTableChangesAgain() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int filtered = fixture.addFilteredSink(reader, "orders", "total > 100");
            fixture.source.execute("insert into orders values (1, 150)");
            logged(1);
            fixture.source.execute("alter table orders add column amount int");
            fixture.edit(reader, filtered, "amount > 100");
            await("the column is known", () -> described("orders").columns().size() == 5);
            fixture.source.execute(
                    "insert into orders (id, amount) values (2, 150), (3, 50), (4, 150)");
            logged(3);

            assertThat(fixture.tags(filtered)).isEqualTo("III");
            assertThat(isBroken(filtered)).isFalse();
            assertThat(fixture.logged(filtered).getLast().relation())
                    .isEqualTo(described("orders").version());
        }
    }

    @Test
    void whatIsToldOutlivesTheReader() throws Exception {
        int filtered;
        try (DatabaseReader reader = fixture.start()) {
            filtered = fixture.addFilteredSink(reader, "orders", "total > 100");
            fixture.addActiveSink(reader, "orders");
            fixture.source.execute(
                    "alter table orders drop column total", "insert into orders values (1)");
            await("it is told", () -> isBroken(filtered));
            // What the table has become is kept with the first change that has it.
            logged(1);
        }
        try (DatabaseReader reader = fixture.start()) {
            fixture.addActiveSink(reader, "orders");
            assertThat(isBroken(filtered)).isTrue();
        }
    }

    @Test
    void anErrorOfAFilterIsLeftToTheWorkerAndStopsNobody() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int failing = fixture.addFilteredSink(reader, "orders", "100 / total > 1");
            int other = fixture.addActiveSink(reader, "orders");
            fixture.source.execute("insert into orders values (1, 10), (2, 0), (3, 1000), (4, 20)");
            logged(4);

            assertThat(fixture.tags(failing)).isEqualTo("IiI");
            assertThat(fixture.tags(other)).isEqualTo("IIII");
        }
    }

    @Test
    void theFirstFilterOnATableHasItDescribedAnew() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int sink = fixture.addActiveSink(reader, "orders");
            fixture.source.execute("insert into orders values (1, 150)");
            logged(1);
            assertThat(column("note").collation()).isNotEqualTo(Collation.UNKNOWN);
            fixture.source.execute("create table plain (id int primary key, note text)");
            int plain = fixture.addActiveSink(reader, "plain");
            fixture.source.execute("insert into plain values (1, 'a')");
            logged(2);
            assertThat(described("plain").columns().getLast().collation())
                    .as("nobody has asked")
                    .isEqualTo(Collation.UNKNOWN);

            fixture.edit(reader, sink, "total > 100");
            fixture.edit(reader, plain, "id > 0");
            await(
                    "it is described anew",
                    () ->
                            !described("plain")
                                    .columns()
                                    .getLast()
                                    .collation()
                                    .equals(Collation.UNKNOWN));
            assertThat(column("state").sqlType()).isInstanceOf(SqlType.Enumeration.class);
            await(
                    "it is stored",
                    () ->
                            fixture.openLog(fixture.worker)
                                    .relations()
                                    .newest(new TableName("public", "plain"))
                                    .equals(Optional.of(described("plain"))));
        }
    }

    private boolean isBroken(int sink) {
        return fixture.conditions(sink).containsKey("filter_broken");
    }

    private Relation described(String table) {
        return fixture.log.relations().newest(new TableName("public", table)).orElseThrow();
    }

    private Column column(String name) {
        return described("orders").columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void logged(long seq) throws InterruptedException {
        await("so many changes", () -> fixture.log.end() >= seq);
    }
}
