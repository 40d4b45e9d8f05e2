package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.BACKFILL;
import static dev.rowhook.store.jooq.Tables.BACKFILL_TABLE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.core.BackfillId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;

/// What a person can do to a backfill, whatever its owner made of it.
class BackfillStatesTest {
    private final SinkToFill sink = new SinkToFill();
    private final Client client = sink.client;
    private final Answer backfill = client.post("/v1/sinks/orders/backfills", "{}");

    private Answer apply(String action) {
        return client.post("/v1/backfills/" + backfill.string("/id") + "/" + action);
    }

    private void hasBecome(String status) {
        boolean ended = !status.equals("active") && !status.equals("paused");
        sink.worker
                .update(BACKFILL)
                .set(BACKFILL.STATUS, status)
                .set(BACKFILL.ENDED_AT, ended ? Instant.now() : null)
                .where(
                        BACKFILL.ID.eq(
                                BackfillId.parse(backfill.string("/id")).orElseThrow().value()))
                .execute();
    }

    private void ordersFailed() {
        hasBecome("failed");
        sink.set(backfill, "items", BACKFILL_TABLE.STATE, "completed");
        sink.set(backfill, "orders", BACKFILL_TABLE.STATE, "failed");
        sink.set(backfill, "orders", BACKFILL_TABLE.CODE, "table_missing");
        sink.set(backfill, "orders", BACKFILL_TABLE.MESSAGE, "It is gone.");
        sink.set(backfill, "orders", BACKFILL_TABLE.REMEDY, "Bring it back.");
        sink.set(backfill, "orders", BACKFILL_TABLE.SINCE, Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({
        "active, pause, paused",
        "paused, pause, paused",
        "active, resume, active",
        "paused, resume, active",
        "failed, resume, active",
        "active, cancel, cancelled",
        "paused, cancel, cancelled",
        "failed, cancel, cancelled",
        "cancelled, cancel, cancelled"
    })
    void whatIsPossibleIsDone(String before, String action, String after) {
        hasBecome(before);
        Answer answer = apply(action);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.string("/status")).isEqualTo(after);
        assertThat(answer.json().at("/ended_at").isNull()).isEqualTo(!after.equals("cancelled"));
        assertThat(apply(action).json()).isEqualTo(answer.json());
    }

    @ParameterizedTest
    @CsvSource({
        "failed, pause",
        "completed, pause",
        "cancelled, pause",
        "completed, resume",
        "cancelled, resume",
        "completed, cancel"
    })
    void whatIsNotSaysWhy(String before, String action) {
        hasBecome(before);
        Answer answer = apply(action);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.string("/code")).isEqualTo("wrong_status");
        assertThat(answer.string("/detail")).contains(before, action);
        assertThat(client.get("/v1/backfills/" + backfill.string("/id")).string("/status"))
                .isEqualTo(before);
    }

    @Test
    void whatFailedSaysWhyAndIsTriedAgain() {
        ordersFailed();
        Answer failed = client.get("/v1/backfills/" + backfill.string("/id"));
        assertThat(failed.json().at("/tables/1/error").toString())
                .isEqualTo(
                        """
                        {"code":"table_missing","message":"It is gone.","remedy":"Bring it back.",\
                        "since":"1970-01-01T00:00:00Z"}\
                        """);

        Answer resumed = apply("resume");
        assertThat(resumed.string("/tables/1/state")).isEqualTo("waiting");
        assertThat(resumed.json().at("/tables/1/error").isNull()).isTrue();
        assertThat(resumed.string("/tables/0/state")).isEqualTo("completed");
    }

    @Test
    void aTableThatFailedBesideOthersIsTriedAgain() {
        ordersFailed();
        hasBecome("active");
        assertThat(apply("resume").string("/tables/1/state")).isEqualTo("waiting");
    }

    @Test
    void whatAnotherBackfillReadsByNowIsNotTriedAgain() {
        ordersFailed();
        Answer other = client.post("/v1/sinks/orders/backfills", "{\"tables\":[\"orders\"]}");
        assertThat(other.status()).isEqualTo(201);

        Answer refused = apply("resume");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.string("/code")).isEqualTo("backfill_running");
        assertThat(refused.string("/detail")).contains(other.string("/id"));

        client.post("/v1/backfills/" + other.string("/id") + "/cancel");
        assertThat(apply("resume").string("/status")).isEqualTo("active");
    }
}
