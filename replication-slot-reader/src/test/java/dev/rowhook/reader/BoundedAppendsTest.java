package dev.rowhook.reader;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;

/// Whatever waits at the source, a reader holds no more of it at a time than one append takes: so
/// many rows of the log have been written by one transaction.
class BoundedAppendsTest {
    private static final int MOST_CHANGES = 20_000;
    private static final int MOST_BYTES = 4 << 20;
    private static final int ROW_BYTES = 256 << 10;

    private final ReaderFixture fixture = new ReaderFixture();

    /// What one append wrote.
    private record Append(int changes, long bytes) {}

    @BeforeEach
    void createTable() throws SQLException {
        fixture.source.execute("create table item (id int primary key, note text)");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aTransactionOfManyChangesIsAppendedInParts() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            fixture.addActiveSink(reader, "item");
            insert(1, 45_000, 1);
            await("all changes", () -> fixture.log.end() == 45_000);
        }
        requireBounded(3);
    }

    @Test
    void aTransactionOfLargeRowsIsAppendedInParts() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            fixture.addActiveSink(reader, "item");
            insert(1, 100, ROW_BYTES);
            await("all changes", () -> fixture.log.end() == 100);
        }
        requireBounded(4);
    }

    @Test
    void whatWaitedWhileNobodyReadIsAppendedInParts() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            fixture.addActiveSink(reader, "item");
        }
        for (int from = 1; from <= 45_000; from += 9_000) {
            insert(from, from + 8_999, 1);
        }
        try (DatabaseReader _ = fixture.start()) {
            await(
                    "all changes",
                    () -> appends().stream().mapToInt(Append::changes).sum() == 45_000);
        }
        requireBounded(3);
    }

    private void insert(int from, int to, int bytes) throws SQLException {
        fixture.source.execute(
                "insert into item select i, repeat('x', %d) from generate_series(%d, %d) i"
                        .formatted(bytes, from, to));
    }

    private void requireBounded(int atLeast) {
        assertThat(appends())
                .hasSizeGreaterThanOrEqualTo(atLeast)
                .allSatisfy(append -> {
                    assertThat(append.changes()).isLessThanOrEqualTo(MOST_CHANGES);
                    assertThat(append.bytes()).isLessThan(MOST_BYTES + 2L * ROW_BYTES);
                });
    }

    private List<Append> appends() {
        DSLContext own = fixture.own.superuser();
        return own
                .fetch(
                        "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'rowhook_log'")
                .stream()
                .flatMap(table ->
                        own
                                .fetch(
                                        "select count(*), sum(length(change)) from %s group by xmin::text"
                                                .formatted(table.get(0, String.class)))
                                .stream())
                .map(row -> new Append(row.get(0, Integer.class), row.get(1, Long.class)))
                .toList();
    }
}
