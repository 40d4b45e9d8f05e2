package dev.rowhook.reader;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.store.testing.OnEverySourceVersion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Which tables are streamed since when, as sinks come and tables go.
@OnEverySourceVersion(slow = true)
class StreamedTablesTest {
    private final ReaderFixture fixture = new ReaderFixture();

    @BeforeEach
    void createTables() throws SQLException {
        fixture.source.execute(
                "create table item (id int primary key, note text)",
                "create table other (id int primary key)");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aSinkIsNotActiveBeforeTheTransactionsThatRanWhenItsTableWasAddedHaveEnded()
            throws Exception {
        try (DatabaseReader reader = fixture.start();
                Connection running = fixture.source.connect()) {
            addSinkWhileItsTableIsWritten(reader, running);
            long acknowledgedWhileRunning = fixture.acknowledged();
            execute(running, "insert into item values (2, 'after it')");
            running.commit();
            await("the sink is active", () -> fixture.acknowledged() == 3);

            assertThat(acknowledgedWhileRunning).isEqualTo(2);
            fixture.source.execute("insert into item values (3, 'active')");
            await("one change", () -> fixture.log.end() >= 1);
            assertThat(fixture.logged(2)).hasSize(1);
        }
    }

    /// They have ended at the source, but not in the stream.
    @Test
    void aSinkIsNotActiveBeforeTheReaderHasComeToTheirEnds() throws Exception {
        try (DatabaseReader reader = fixture.start();
                Connection running = fixture.source.connect()) {
            addSinkWhileItsTableIsWritten(reader, running);
            execute(running, "insert into item values (2, 'after it')");
            fixture.own
                    .superuser()
                    .transaction(holding -> {
                        holding.dsl().selectFrom(LOG_POSITION).forUpdate().fetch();
                        fixture.source.execute("insert into other values (1)");
                        awaitHeartbeats();
                        running.commit();
                        awaitHeartbeats();
                    });
            await("the sink is active", () -> fixture.acknowledged() == 3);

            fixture.source.execute("insert into item values (3, 'active')");
            await("two changes", () -> fixture.log.end() >= 2);
            assertThat(fixture.logged(2)).hasSize(1);
        }
    }

    @Test
    void settingsThatNameNoOtherTableWaitForNoTransaction() throws Exception {
        try (DatabaseReader reader = fixture.start();
                Connection running = fixture.source.connect()) {
            int items = fixture.addActiveSink(reader, "item");
            running.setAutoCommit(false);
            execute(running, "insert into other values (1)");
            fixture.edit(reader, items, "id > 1");
            int second = fixture.addActiveSink(reader, "item");
            fixture.source.execute("insert into item values (1, 'for one'), (2, 'for both')");
            await("two changes", () -> fixture.log.end() == 2);

            assertThat(fixture.tags(items)).isEqualTo("I");
            assertThat(fixture.tags(second)).isEqualTo("II");
        }
    }

    @Test
    void aSinkOfAMissingTableBeginsWhenTheTableIsThere() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int later = fixture.addActiveSink(reader, "item", "later");
            int items = fixture.addActiveSink(reader, "item");
            await("it is told", () -> fixture.conditions().equals(List.of("table_missing")));
            assertThat(fixture.begunSinks()).as("the other sink begins").isEqualTo(1);
            fixture.source.execute("insert into item values (1, 'before the sink begins')");
            await("one change", () -> fixture.log.end() == 1);

            fixture.source.execute("create table later (id int primary key)");
            await("it is no longer told", () -> fixture.conditions().isEmpty());
            await("the sink begins", () -> fixture.begunSinks() == 2);
            fixture.source.execute(
                    "insert into later values (1)", "insert into item values (2, 'after')");

            await("three changes", () -> fixture.log.end() == 3);
            assertThat(fixture.logged(later)).extracting(LoggedChange::seq).containsExactly(2L, 3L);
            assertThat(fixture.logged(items)).extracting(LoggedChange::seq).containsExactly(1L, 3L);
        }
    }

    @Test
    void aTableThatGoesStopsNoOther() throws Exception {
        fixture.source.execute("create table gone (id int primary key)");
        try (DatabaseReader reader = fixture.start()) {
            int gone = fixture.addActiveSink(reader, "gone");
            int items = fixture.addActiveSink(reader, "item");
            await("both begin", () -> fixture.begunSinks() == 2);
            fixture.source.execute(
                    "insert into gone values (1)",
                    "insert into item values (1, 'before')",
                    "alter table gone rename to moved",
                    "insert into moved values (2)",
                    "insert into item values (2, 'after')");
            await("three changes", () -> fixture.log.end() == 3);
            fixture.source.execute("drop table moved", "insert into item values (3, 'dropped')");
            await("four changes", () -> fixture.log.end() == 4);

            assertThat(fixture.logged(gone)).extracting(LoggedChange::seq).containsExactly(1L);
            assertThat(fixture.logged(items)).hasSize(3);
            await("it is told", () -> fixture.conditions().equals(List.of("table_missing")));

            fixture.source.execute("create table gone (id int primary key)");
            await("it is no longer told", () -> fixture.conditions().isEmpty());
            fixture.source.execute("insert into gone values (3)");
            await("five changes", () -> fixture.log.end() == 5);
            assertThat(fixture.logged(gone)).extracting(LoggedChange::seq).containsExactly(1L, 5L);
        }
    }

    @Test
    void aTableThatTheUserMayNotPublishIsToldAndHoldsUpNoOtherSink() throws Exception {
        superuser("create table foreign_table (id int primary key)");
        try (DatabaseReader reader = fixture.start()) {
            fixture.addActiveSink(reader, "foreign_table");
            fixture.addActiveSink(reader, "item");
            await("it is told", () -> fixture.conditions().equals(List.of("table_not_owned")));
            assertThat(fixture.begunSinks()).isEqualTo(1);

            superuser("alter table foreign_table owner to " + fixture.source.user());
            await("the sink begins", () -> fixture.begunSinks() == 2);
            assertThat(fixture.conditions()).isEmpty();
        }
    }

    /// Begins a transaction that writes before the table is published, and does not end.
    private void addSinkWhileItsTableIsWritten(DatabaseReader reader, Connection running)
            throws Exception {
        fixture.addActiveSink(reader, "other");
        running.setAutoCommit(false);
        execute(running, "insert into item values (1, 'before the table was published')");
        fixture.addSink(List.of("item"), "insert");
        reader.settingsChanged();
        await("the table is published", () -> isPublished("item"));
    }

    private void awaitHeartbeats() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            String last = lastStatement();
            await("a heartbeat", () -> !lastStatement().equals(last));
        }
    }

    private String lastStatement() {
        return fixture.source.value(
                "select max(query_start)::text from pg_stat_activity where datname = current_database() and usename = '%s'"
                        .formatted(fixture.source.user()));
    }

    private boolean isPublished(String table) {
        return fixture.source
                .value(
                        "select count(*) from pg_publication_tables where tablename = '%s'"
                                .formatted(table))
                .equals("1");
    }

    private void superuser(String sql) throws SQLException {
        try (Connection connection = fixture.source.superuser().getConnection()) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
