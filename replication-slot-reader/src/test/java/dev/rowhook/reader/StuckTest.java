package dev.rowhook.reader;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.DATABASE_CONDITION;
import static dev.rowhook.store.jooq.Tables.SOURCE_GAP;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rowhook.store.testing.OnEverySourceVersion;

import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// A stream that ends wherever it is begun: what is told, and how the database comes past it.
@OnEverySourceVersion
class StuckTest {
    private final ReaderFixture fixture = new ReaderFixture();
    private int sink;

    @BeforeEach
    void stream() throws Exception {
        fixture.source.execute("create table item (id int primary key, text text)");
        try (DatabaseReader reader = fixture.start()) {
            sink = fixture.addActiveSink(reader, "item");
            fixture.source.execute("insert into item values (1, 'a')");
            await("the change is in the log", () -> fixture.log.end() == 1);
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aTransactionThatTheSourceCannotSendLeavesTheDatabaseStuckUntilThatIsMended()
            throws Exception {
        assumeTrue(fixture.source.version().major() < 18, "newer ones pass over it");
        poison();
        try (DatabaseReader reader = fixture.start()) {
            await("it is told", () -> fixture.conditions().contains("stuck"));
            assertThat(message()).contains("behind 0/", "PSQLException 42704");
            var since = fixture.worker.fetchSingle(DATABASE_CONDITION).getSince();
            Thread.sleep(500);
            assertThat(fixture.worker.fetchSingle(DATABASE_CONDITION).getSince())
                    .as("trying again changes nothing")
                    .isEqualTo(since);
            fixture.source.execute("insert into item values (3, 'c')");

            requestMending();
            reader.settingsChanged();
            await("the gap is passed", () -> fixture.worker.fetchCount(SOURCE_GAP) == 1);
            await("the database streams", () -> fixture.conditions().isEmpty());
            fixture.source.execute("insert into item values (4, 'd')");
            await("the next change is in the log", () -> fixture.log.end() == 2);
            assertThat(fixture.worker.fetchSingle(SOURCE_GAP).getCause()).isEqualTo("stuck");
            assertThat(fixture.mended).hasValue(1);
        }
    }

    @Test
    void whatANewerSourcePassesOverWhileAPublicationIsMissingIsAGap() throws Exception {
        assumeTrue(fixture.source.version().major() >= 18, "older ones do not pass over it");
        poison();
        try (DatabaseReader reader = fixture.start()) {
            await("it is told", () -> fixture.conditions().contains("publication_replaced"));
            assertThat(fixture.log.end()).isEqualTo(1);
            requestMending();
            reader.settingsChanged();
            await("the gap is passed", () -> fixture.worker.fetchCount(SOURCE_GAP) == 1);
            await("the database streams", () -> fixture.conditions().isEmpty());
            fixture.source.execute("insert into item values (3, 'c')");
            await("the next change is in the log", () -> fixture.log.end() == 2);
        }
    }

    @Test
    void aPublicationThatIsMissingWhileItIsStreamedIsNoticed() throws Exception {
        assumeTrue(fixture.source.version().major() >= 18, "older ones end the stream");
        try (DatabaseReader _ = fixture.start()) {
            await("it streams", () -> fixture.conditions().isEmpty());
            poison();
            await("it is told", () -> fixture.conditions().contains("publication_replaced"));
        }
    }

    @Test
    void aRowThatIsTooLargeLeavesTheDatabaseStuckUntilMoreIsRead() throws Exception {
        fixture.source.execute(
                "insert into item values (2, repeat('x', 20000)), (3, 'c')",
                "insert into item values (4, 'd')");
        try (DatabaseReader _ = fixture.start(new ReaderLimits(10_000, 5))) {
            await("it is told", () -> fixture.conditions().contains("stuck"));
            assertThat(message()).contains("A row of public.item", "more than the 10000");
            assertThat(fixture.log.end()).isEqualTo(1);
        }
        try (DatabaseReader _ = fixture.start(new ReaderLimits(100_000, 5))) {
            await("all is in the log", () -> fixture.log.end() == 4);
            await("it is no longer told", () -> fixture.conditions().isEmpty());
            assertThat(fixture.logged(sink)).hasSize(4);
        }
    }

    @Test
    void aRowThatNobodyWantsMayBeOfAnySize() throws Exception {
        fixture.source.execute(
                "create table other (id int primary key, text text)",
                "alter publication %s add table other".formatted(fixture.slot),
                "insert into other values (1, repeat('x', 20000))",
                "insert into item values (2, 'b')");
        try (DatabaseReader _ = fixture.start(new ReaderLimits(10_000, 5))) {
            await("the change is in the log", () -> fixture.log.end() == 2);
            assertThat(fixture.conditions()).isEmpty();
        }
    }

    /// A change whose publication is dropped by then: what sends it fails wherever it is begun, for
    /// the publication that is made anew is not there yet where the change is.
    private void poison() throws SQLException {
        fixture.source.execute(
                "drop publication " + fixture.slot, "insert into item values (2, 'b')");
    }

    private String message() {
        return fixture.worker.fetchSingle(DATABASE_CONDITION).getMessage();
    }

    private void requestMending() {
        fixture.own
                .superuser()
                .update(DATABASE)
                .set(DATABASE.MEND_REQUESTED_AT, DSL.currentInstant())
                .execute();
    }
}
