package dev.rowhook.reader;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.Relations;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.store.Roles;
import dev.rowhook.store.Sql;
import dev.rowhook.store.testing.OnEverySourceVersion;

import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/// Each change stands in the log once, whatever becomes of the appends.
@OnEverySourceVersion(slow = true)
class ExactlyOnceTest {
    private final ReaderFixture fixture = new ReaderFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void appendsOfUnknownOutcomeNeitherLoseNorRepeatAChange() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        fixture.source.execute(
                "create table item (id bigint primary key, note text)",
                "create table noise (id bigint primary key)");
        FailingCommits failing = new FailingCommits(fixture.own.dataSource(Roles.WORKER), seed);
        DSLContext through = Sql.of(failing.dataSource());
        int items;
        try (DatabaseReader reader = fixture.start(fixture.openLog(through), through)) {
            items = fixture.addActiveSink(reader, "item");
            long rows = write(random);
            await("all is in the log", () -> inLog() >= rows);
            failing.stopFailing();
        }
        List<LoggedChange> logged = fixture.logged(items);
        ChangeLog log = fixture.openLog(fixture.worker);

        System.out.printf(
                "seed %d: %d changes, commits failed before %d, after %d%n",
                seed, logged.size(), failing.failedBefore.get(), failing.failedAfter.get());
        assertThat(failing.failedAfter.get()).as("seed %d", seed).isPositive();
        assertThat(logged)
                .as("seed %d", seed)
                .extracting(change -> id(change, log.relations()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, logged.size()).boxed().toList());
        assertThat(logged)
                .as("seed %d", seed)
                .extracting(LoggedChange::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, logged.size()).boxed().toList());
    }

    /// Transactions of one to 45 000 rows of rising ids, among changes that nobody wants.
    private long write(Random random) throws SQLException {
        long rows = 0;
        try (Connection source = fixture.source.connect();
                Statement statement = source.createStatement()) {
            source.setAutoCommit(false);
            for (int transaction = 0; transaction < 60; transaction++) {
                int size = transaction % 20 == 7 ? 45_000 : 1 + random.nextInt(30);
                statement.execute("insert into noise values (%d)".formatted(rows));
                statement.execute(
                        "insert into item select i, 'note ' || i from generate_series(%d, %d) i"
                                .formatted(rows + 1, rows + size));
                statement.execute("insert into noise values (%d)".formatted(-rows - 1));
                source.commit();
                rows += size;
            }
        }
        return rows;
    }

    private long inLog() {
        return fixture.worker
                        .select(LOG_POSITION.NEXT_SEQ)
                        .from(LOG_POSITION)
                        .fetchSingle()
                        .value1()
                - 1;
    }

    private static long id(LoggedChange change, Relations relations) {
        Tuple row = RowChange.decode(change.body(), relations.get(change.relation())).newRow();
        return Long.parseLong(
                new String(row.bytes(), row.offset(0), row.length(0), StandardCharsets.UTF_8));
    }
}
