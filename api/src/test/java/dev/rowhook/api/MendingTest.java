package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.DATABASE_CONDITION;
import static dev.rowhook.store.jooq.Tables.SOURCE_GAP;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.SQLException;
import java.time.Instant;

/// What is asked of the owner of a database whose source has a gap.
class MendingTest {
    private final SinkToFill sink = new SinkToFill();
    private final Client client = sink.client;

    private void told(String code) {
        sink.worker
                .insertInto(DATABASE_CONDITION)
                .set(DATABASE_CONDITION.ACCOUNT_ID, sink.account.account().value())
                .set(DATABASE_CONDITION.DATABASE_ID, sink.database.value())
                .set(DATABASE_CONDITION.CODE, code)
                .set(DATABASE_CONDITION.MESSAGE, "Changes after 0/1 are not known.")
                .set(DATABASE_CONDITION.REMEDY, "Mend it.")
                .execute();
    }

    private DatabaseRecord row() {
        return sink.worker
                .selectFrom(DATABASE)
                .where(DATABASE.ID.eq(sink.database.value()))
                .fetchSingle();
    }

    private Answer mend() {
        return client.post("/v1/databases/prod/mend");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slot_lost",
                "slot_ahead",
                "source_changed",
                "timeline_changed",
                "stream_diverged"
            })
    void aGapIsMendedOnRequest(String code) throws SQLException {
        told("source_unreachable");
        told(code);
        long version = row().getSettingsVersion();
        try (HeardSignals signals = HeardSignals.of(sink.server.postgres(), "rowhook_settings")) {
            Answer requested = mend();
            assertThat(requested.status()).as(requested.text()).isEqualTo(202);
            assertThat(requested.string("/status")).isEqualTo("requested");
            assertThat(requested.json().at("/gap").toString())
                    .isEqualTo(
                            "{\"cause\":\"%s\",\"message\":\"Changes after 0/1 are not known.\"}"
                                    .formatted(code));
            assertThat(requested.json().at("/sinks").toString())
                    .isEqualTo("[{\"id\":\"%s\",\"name\":\"orders\"}]".formatted(sink.id));
            assertThat(requested.json().at("/deletes_unknown").asBoolean()).isTrue();
            assertThat(requested.string("/message"))
                    .contains("Deletes inside the gap cannot be known", "backfill_started");
            assertThat(signals.next()).isEqualTo(sink.database.value().toString());
        }
        assertThat(row().getSettingsVersion()).isEqualTo(version + 1);
        assertThat(row().getMendRequestedAt()).isNotNull();
        assertThat(Instant.parse(client.get("/v1/databases/prod").string("/mend_requested_at")))
                .isEqualTo(row().getMendRequestedAt());
    }

    @Test
    void askedForAgainItIsTheSameRequest() {
        told("slot_lost");
        Answer first = mend();
        DatabaseRecord requested = row();
        Answer second = mend();
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(row()).isEqualTo(requested);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slot_missing", "source_unreachable", "slot_in_use", "wal_level"})
    void whatIsNoGapIsMendedOtherwise(String code) {
        told(code);
        Answer refused = mend();
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.string("/code")).isEqualTo("nothing_to_mend");
        assertThat(row().getMendRequestedAt()).isNull();
    }

    @Test
    void aDatabaseThatIsFineHasNothingToMend() {
        assertThat(mend().status()).isEqualTo(409);
        assertThat(client.post("/v1/databases/none/mend").status()).isEqualTo(404);
        assertThat(client.get("/v1/databases/prod").json().get("mend_requested_at").isNull())
                .isTrue();
    }

    @Test
    void aDatabaseThatIsDeletedIsNotMended() {
        told("slot_lost");
        client.delete("/v1/sinks/orders");
        client.delete("/v1/databases/prod");
        Answer refused = mend();
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.string("/code")).isEqualTo("database_deleting");
    }

    @Test
    void theGapsOfADatabaseStayOnRecord() {
        for (int incarnation = 3; incarnation >= 2; incarnation--) {
            sink.worker
                    .insertInto(SOURCE_GAP)
                    .set(SOURCE_GAP.ACCOUNT_ID, sink.account.account().value())
                    .set(SOURCE_GAP.DATABASE_ID, sink.database.value())
                    .set(SOURCE_GAP.INCARNATION, incarnation)
                    .set(SOURCE_GAP.CAUSE, "slot_lost")
                    .set(SOURCE_GAP.MESSAGE, "It is gone.")
                    .set(SOURCE_GAP.FROM_LSN, 0x1_0000_00A0L)
                    .set(SOURCE_GAP.TO_LSN, 0x2_0000_0000L)
                    .set(SOURCE_GAP.FROM_SEQ, 7L)
                    .set(SOURCE_GAP.MENDED_AT, Instant.EPOCH)
                    .execute();
        }
        Answer told = client.get("/v1/databases/prod");
        assertThat(told.json().at("/gaps").size()).isEqualTo(2);
        assertThat(told.json().at("/gaps/0").toString())
                .isEqualTo(
                        """
                        {"incarnation":2,"cause":"slot_lost","message":"It is gone.","from_lsn":"1/A0",\
                        "to_lsn":"2/0","mended_at":"1970-01-01T00:00:00Z"}\
                        """);
        assertThat(client.get("/v1/databases").json().at("/data/0/gaps"))
                .isEqualTo(told.json().at("/gaps"));
        assertThat(sink.server.client().get("/v1/databases").json().at("/data").size()).isZero();
    }
}
