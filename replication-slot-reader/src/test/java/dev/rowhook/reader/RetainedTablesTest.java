package dev.rowhook.reader;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.store.testing.OnEverySourceVersion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// Tables of a real source that are in the log whether or not a sink wants them.
@OnEverySourceVersion
class RetainedTablesTest {
    private static final String ORDERS = "public.orders";

    private final ReaderFixture fixture = new ReaderFixture();

    @BeforeEach
    void createTables() throws SQLException {
        fixture.source.execute(
                "create table orders (id int primary key, total int)",
                "create table notes (id int primary key)");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void allOfARetainedTableIsInTheLogAndNothingOfAnother() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            int filtered = fixture.addFilteredSink(reader, "orders", "total > 100");
            fixture.source.execute("insert into orders values (1, 50)");
            fixture.retain(reader, ORDERS);
            fixture.source.execute(
                    "insert into orders values (2, 60), (3, 150)",
                    "insert into notes values (1)",
                    "update orders set total = 40 where id = 2",
                    "delete from orders where id = 1");
            logged(4);

            assertThat(fixture.coveredFrom(ORDERS)).isEqualTo(1);
            assertThat(fixture.all()).hasSize(4);
            assertThat(fixture.tags(filtered))
                    .as("of a delete only the key is known")
                    .isEqualTo("Id");
        }
    }

    @Test
    void aTableThatNoSinkNamesIsRetained() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            fixture.retain(reader, ORDERS);
            fixture.source.execute("insert into orders values (1, 1)");
            logged(1);

            fixture.retain(reader);
            fixture.source.execute("insert into orders values (2, 2)");
            fixture.retain(reader, ORDERS);
            fixture.source.execute("insert into orders values (3, 3)");
            logged(2);
            assertThat(fixture.coveredFrom(ORDERS)).as("since the second time").isEqualTo(2);
        }
    }

    @Test
    void aTableThatIsNotThereIsNotCoveredUntilItIs() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            fixture.retain(reader, ORDERS, "public.later");
            fixture.source.execute("insert into orders values (1, 1)");
            logged(1);
            assertThat(fixture.coveredFrom(ORDERS)).isEqualTo(1);
            assertThat(fixture.coveredFrom("public.later")).isNegative();

            fixture.source.execute("create table later (id int primary key)");
            await("the table is covered", () -> fixture.coveredFrom("public.later") > 0);
            fixture.source.execute("insert into later values (1)");
            logged(2);
            assertThat(fixture.coveredFrom("public.later")).isEqualTo(2);
            assertThat(fixture.coveredFrom(ORDERS)).isEqualTo(1);
        }
    }

    /// What was promised holds until it is taken back, and that is when it is acknowledged.
    @Test
    void whileNobodyReadsNothingIsTakenBack() throws Exception {
        try (DatabaseReader reader = fixture.start()) {
            fixture.retain(reader, ORDERS);
        }
        fixture.retain();
        fixture.source.execute("insert into orders values (1, 1)");
        fixture.retain(ORDERS);
        try (DatabaseReader _ = fixture.start()) {
            fixture.source.execute("insert into orders values (2, 2)");
            logged(2);
            assertThat(fixture.coveredFrom(ORDERS)).isEqualTo(1);
        }
    }

    private void logged(long changes) throws InterruptedException {
        await("so much is logged", () -> fixture.log.end() >= changes);
    }
}
