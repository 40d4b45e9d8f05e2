package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.DATABASE_CONDITION;
import static dev.rowhook.store.jooq.Tables.LOG_POSITION;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.api.database.SlotReport;
import dev.rowhook.core.Lsn;

import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

class DatabaseHealthTest {
    private final SinkWithLog sink = new SinkWithLog();
    private final PlayedOwner owner = sink.server.bean(PlayedOwner.class);
    private final Instant committed = sink.now.minusSeconds(90).truncatedTo(ChronoUnit.MICROS);

    @BeforeEach
    void stream() {
        sink.append("1", committed, true);
        sink.worker
                .update(LOG_POSITION)
                .set(LOG_POSITION.SETTINGS_VERSION, 100L)
                .set(LOG_POSITION.LEASE_UNTIL, Instant.now().plusSeconds(600))
                .where(LOG_POSITION.ACCOUNT_ID.eq(sink.account.account().value()))
                .execute();
        owner.slot = slot("reserved", 1_000);
    }

    @AfterEach
    void sourceIsAway() {
        owner.slot = new SlotReport.Unreachable("The source is away.");
    }

    private static SlotReport slot(String walStatus, long retained, String... awaited) {
        return new SlotReport.Found(
                true,
                walStatus,
                Optional.of(retained),
                Optional.of(new Lsn(2)),
                new Lsn(502),
                Optional.of(Duration.ofMillis(1500)),
                List.of(awaited));
    }

    private Answer health() {
        Answer health = sink.client.get("/v1/databases/prod/health");
        assertThat(health.status()).as(health.text()).isEqualTo(200);
        return health;
    }

    private void tell(String code) {
        sink.worker
                .insertInto(DATABASE_CONDITION)
                .columns(
                        DATABASE_CONDITION.ACCOUNT_ID,
                        DATABASE_CONDITION.DATABASE_ID,
                        DATABASE_CONDITION.CODE,
                        DATABASE_CONDITION.MESSAGE,
                        DATABASE_CONDITION.REMEDY)
                .select(
                        DSL.select(
                                        DATABASE.ACCOUNT_ID,
                                        DATABASE.ID,
                                        DSL.val(code),
                                        DSL.val("It is so."),
                                        DSL.val("Mend it."))
                                .from(DATABASE)
                                .where(DATABASE.ACCOUNT_ID.eq(sink.account.account().value())))
                .execute();
    }

    @Test
    void whatStreamsIsHealthyAndTellsHowFarItIs() {
        Answer health = health();
        assertThat(health.string("/verdict")).isEqualTo("healthy");
        assertThat(health.json().at("/reasons").size()).isZero();
        assertThat(health.json().at("/reader/owned").asBoolean()).isTrue();
        assertThat(health.string("/reader/lsn")).isEqualTo("0/2");
        assertThat(Instant.parse(health.string("/reader/moved_at"))).isNotNull();
        assertThat(health.string("/slot/name")).isEqualTo("rowhook_prod");
        assertThat(health.json().at("/slot/lag_bytes").asLong()).isEqualTo(500);
        assertThat(health.json().at("/slot/lag_seconds").asDouble()).isEqualTo(1.5);
        assertThat(health.json().at("/slot/retained_bytes").asLong()).isEqualTo(1_000);
        assertThat(health.json().at("/log/segments").asInt()).isEqualTo(1);
        assertThat(health.json().at("/log/bytes").asLong()).isPositive();
        assertThat(health.json().at("/log/oldest/seq").asLong()).isEqualTo(1);
        assertThat(Instant.parse(health.string("/log/oldest/committed_at"))).isEqualTo(committed);
    }

    @Test
    void aSourceThatCannotBeAskedIsToldAndTheRestIsAnswered() {
        owner.slot = new SlotReport.Unreachable("The source is away.");
        Answer health = health();
        assertThat(health.string("/verdict")).isEqualTo("degraded");
        assertThat(health.string("/reasons/0/code")).isEqualTo("source_not_asked");
        assertThat(health.json().at("/slot/asked").asBoolean()).isFalse();
        assertThat(health.string("/slot/reason")).isEqualTo("The source is away.");
        assertThat(health.json().at("/slot/wal_status").isNull()).isTrue();
        assertThat(health.json().at("/log/segments").asInt()).isEqualTo(1);
    }

    @Test
    void theWorstOfAllIsTheVerdict() {
        owner.slot = slot("extended", 3_000_000_000L);
        assertThat(health().string("/reasons/0/code")).isEqualTo("wal_retained");
        tell("table_missing");
        assertThat(health().string("/verdict")).isEqualTo("degraded");
        owner.slot = slot("lost", 0);
        assertThat(health().string("/verdict")).isEqualTo("failing");
        owner.slot = new SlotReport.Missing();
        tell("source_unreachable");
        Answer health = health();
        assertThat(health.string("/verdict")).isEqualTo("failing");
        assertThat(health.json().at("/conditions").size()).isEqualTo(2);
        assertThat(health.json().at("/slot/exists").asBoolean()).isFalse();
        assertThat(health.json().at("/slot/asked").asBoolean()).isTrue();
    }

    @Test
    void standbysThatTheSourceWaitsForAreNamed() {
        owner.slot = slot("reserved", 1_000, "standby_a", "standby_b");
        Answer health = health();
        assertThat(health.string("/verdict")).isEqualTo("failing");
        assertThat(health.string("/reasons/0/code")).isEqualTo("standbys_awaited");
        assertThat(health.string("/reasons/0/message")).contains("standby_a, standby_b");
    }

    @Test
    void aDatabaseWhoseLogIsFillingIsStreamedStill() {
        tell("log_nearly_full");
        assertThat(health().string("/verdict")).isEqualTo("degraded");
        assertThat(health().string("/state")).isNotEqualTo("error");
        tell("log_full");
        assertThat(health().string("/verdict")).isEqualTo("failing");
        assertThat(health().string("/state")).isEqualTo("error");
    }

    @Test
    void whatWasNeverStreamedHasNoLogAndAnotherAccountNoHealth() {
        Client other = sink.server.client();
        assertThat(other.get("/v1/databases/prod/health").status()).isEqualTo(404);
        other.post("/v1/databases", Bodies.database("prod"));
        Answer health = other.get("/v1/databases/prod/health");
        assertThat(health.json().at("/log").isNull()).isTrue();
        assertThat(health.string("/reasons/0/code")).isEqualTo("no_owner");
    }
}
