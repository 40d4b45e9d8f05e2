package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.LOG_COVERAGE;
import static dev.rowhook.store.jooq.Tables.SINK;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.store.jooq.tables.records.LogCoverageRecord;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

/// Where sinks may begin.
class SinkStartTest {
    private final SinkWithLog log = new SinkWithLog();
    private final Client client = log.client;
    private final Instant noon = log.now.minus(Duration.ofHours(2));

    @Test
    void aSinkBeginsNowByDefault() {
        assertThat(client.get("/v1/sinks/orders").json().path("start").toString())
                .isEqualTo("{\"at\":\"now\"}");
        assertThat(create("now").status()).isEqualTo(201);
    }

    @Test
    void aSinkBeginsWhereItsTablesAreRetained() {
        retain();
        covered(1);
        Answer byTime = create(noon.toString());
        assertThat(byTime.status()).isEqualTo(201);
        assertThat(byTime.string("/start/at")).isEqualTo(noon.toString());
        assertThat(saved("second").getStartTime()).isEqualTo(noon);
        client.delete("/v1/sinks/second");
        Answer byLsn = create("16/B374D848");
        assertThat(byLsn.string("/start/at")).isEqualTo("16/B374D848");
        assertThat(saved("second").getStartLsn()).isEqualTo(0x16_B374_D848L);
    }

    @Test
    void beforeThatItIsRefusedWithTheEarliestPlace() {
        assertThat(create(noon.toString()).string("/code")).isEqualTo("start_not_retained");
        retain();
        Answer notYet = create(noon.toString());
        assertThat(notYet.status()).isEqualTo(409);
        assertThat(notYet.string("/code")).isEqualTo("start_too_early");
        assertThat(notYet.json().has("earliest")).isFalse();
        log.append("1", noon, true);
        covered(2);
        log.append("2", noon.plusSeconds(1), true);
        Answer tooEarly = create(noon.minusSeconds(60).toString());
        assertThat(tooEarly.string("/code")).isEqualTo("start_too_early");
        assertThat(tooEarly.json().at("/earliest/seq").asLong()).isEqualTo(2);
        assertThat(create(tooEarly.string("/earliest/time")).status()).isEqualTo(201);
    }

    @Test
    void whereASinkBeganIsNotChanged() {
        Answer refused = client.patch("/v1/sinks/orders", "{\"start\":{\"at\":\"now\"}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/errors/0/code")).isEqualTo("immutable");
    }

    @ParameterizedTest
    @CsvSource({
        "2199-01-01T00:00:00Z, in_the_future",
        "yesterday, invalid_time",
        "16/B374D848/1, invalid_lsn",
        "FFFFFFFF/0, invalid_lsn"
    })
    void whatIsNoPlaceIsRefused(String at, String code) {
        Answer refused = create(at);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo("/start/at");
        assertThat(refused.string("/errors/0/code")).isEqualTo(code);
    }

    private Answer create(String at) {
        String body = Bodies.sink("second", "prod", "crm");
        return client.post(
                "/v1/sinks", body.replaceFirst("\\{", "{\"start\":{\"at\":\"%s\"},".formatted(at)));
    }

    private void retain() {
        client.patch("/v1/databases/prod", "{\"retain\":{\"tables\":[\"public.orders\"]}}");
    }

    /// The owner has acknowledged it at noon, from this seq on.
    private void covered(long seq) {
        LogCoverageRecord row = log.worker.newRecord(LOG_COVERAGE);
        row.setAccountId(log.account.account().value());
        row.setDatabaseId(saved("orders").getDatabaseId());
        row.setSchemaName("public");
        row.setTableName("orders");
        row.setIncarnation(1);
        row.setFromSeq(seq);
        row.setFromLsn(seq);
        row.setFromTime(noon);
        row.insert();
    }

    private SinkRecord saved(String name) {
        return log.worker
                .selectFrom(SINK)
                .where(SINK.ACCOUNT_ID.eq(log.account.account().value()))
                .and(SINK.NAME.eq(name))
                .fetchSingle();
    }
}
