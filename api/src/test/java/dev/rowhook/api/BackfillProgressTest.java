package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.BACKFILL_TABLE;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;

/// What is told of a backfill that its owner carries out.
class BackfillProgressTest {
    private final SinkToFill sink = new SinkToFill();
    private final Client client = sink.client;
    private final Answer backfill = client.post("/v1/sinks/orders/backfills", "{}");

    @BeforeEach
    void ordersAreRead() {
        sink.worker
                .insertInto(SINK_CURSOR)
                .set(SINK_CURSOR.ACCOUNT_ID, sink.account.account().value())
                .set(SINK_CURSOR.SINK_ID, sink.id.value())
                .set(SINK_CURSOR.DATABASE_ID, sink.database.value())
                .set(SINK_CURSOR.EPOCH, 0L)
                .set(SINK_CURSOR.START_SEQ, 1L)
                .set(SINK_CURSOR.MARK, 0L)
                .execute();
        set("orders", "active", 1000L, 400, 390);
        sink.set(backfill, "orders", BACKFILL_TABLE.FIRST_SEQ, 101L);
        // From 101 on, with 20 changes before the second page.
        sink.set(
                backfill,
                "orders",
                BACKFILL_TABLE.PAGES,
                new Long[] {200L, 100L, 320L, 200L, 510L, 390L});
    }

    private void set(String table, String state, Long estimated, long read, long appended) {
        sink.set(backfill, table, BACKFILL_TABLE.STATE, state);
        sink.set(backfill, table, BACKFILL_TABLE.ROWS_ESTIMATED, estimated);
        sink.set(backfill, table, BACKFILL_TABLE.ROWS_READ, read);
        sink.set(backfill, table, BACKFILL_TABLE.ROWS_APPENDED, appended);
        sink.set(backfill, table, BACKFILL_TABLE.STARTED_AT, Instant.now().minusSeconds(100));
    }

    private void mark(long mark) {
        sink.worker
                .update(SINK_CURSOR)
                .set(SINK_CURSOR.MARK, mark)
                .where(SINK_CURSOR.SINK_ID.eq(sink.id.value()))
                .execute();
    }

    private Answer told() {
        return client.get("/v1/backfills/" + backfill.string("/id"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "100, 0",
        "101, 1",
        "200, 100",
        "210, 100",
        "220, 100",
        "221, 101",
        "320, 200",
        "509, 389",
        "510, 390",
        "9000, 390"
    })
    void whatIsSentFollowsFromTheMark(long mark, long sent) {
        mark(mark);
        assertThat(told().json().at("/tables/1/rows/sent").asLong()).isEqualTo(sent);
    }

    @Test
    void ofPagesThatAreNoLongerKeptWhatIsCertainIsSaid() {
        sink.set(backfill, "orders", BACKFILL_TABLE.PAGES, new Long[] {510L, 390L});
        mark(320);
        assertThat(told().json().at("/tables/1/rows/sent").asLong()).isEqualTo(200);
        mark(0);
        assertThat(told().json().at("/tables/1/rows/sent").asLong()).isZero();
    }

    @Test
    void aCompletedTableIsSentWhole() {
        sink.set(backfill, "orders", BACKFILL_TABLE.STATE, "completed");
        assertThat(told().json().at("/tables/1/rows/sent").asLong()).isEqualTo(390);
    }

    @Test
    void rateAndTimeLeftFollowFromWhatWasDone() {
        Answer told = told();
        assertThat(told.json().at("/tables/1/rate").asDouble()).isBetween(3.0, 3.9);
        // 600 rows to read at 4 a second.
        assertThat(told.string("/tables/1/time_left")).matches("1[56]\\ds");
        client.post("/v1/backfills/" + backfill.string("/id") + "/pause");
        assertThat(told().json().at("/tables/1/time_left").isNull()).isTrue();
    }

    @Test
    void whatIsReadWholeNeedsNoMoreTime() {
        sink.set(backfill, "orders", BACKFILL_TABLE.READ_AT, Instant.now().minusSeconds(50));
        Answer told = told();
        assertThat(told.string("/tables/1/time_left")).isEqualTo("0s");
        assertThat(told.json().at("/tables/1/rate").asDouble()).isBetween(7.0, 7.9);
    }

    @Test
    void withoutAnEstimateOrPastItTheTimeIsNotKnown() {
        sink.set(backfill, "orders", BACKFILL_TABLE.ROWS_ESTIMATED, null);
        assertThat(told().json().at("/tables/1/time_left").isNull()).isTrue();
        sink.set(backfill, "orders", BACKFILL_TABLE.ROWS_ESTIMATED, 300L);
        assertThat(told().json().at("/tables/1/time_left").isNull()).isTrue();
    }

    @Test
    void aBackfillHasTheRowsOfItsTables() {
        mark(200);
        assertThat(told().json().at("/rows").toString())
                .isEqualTo("{\"estimated\":null,\"read\":400,\"appended\":390,\"sent\":100}");
        set("items", "completed", 20L, 20, 10);
        assertThat(told().json().at("/rows").toString())
                .isEqualTo("{\"estimated\":1020,\"read\":420,\"appended\":400,\"sent\":110}");
    }
}
