package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.BACKFILL_SCHEDULE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.core.ScheduleId;
import dev.rowhook.store.jooq.tables.records.BackfillScheduleRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

class BackfillSchedulesTest {
    private static final String NIGHTLY = "\"cron\":\"0 30 4 ? * SUN\"";

    private final SinkToFill sink = new SinkToFill();
    private final Client client = sink.client;

    @BeforeEach
    void theSourceAnswers() {
        sink.sourceAnswers();
    }

    @AfterEach
    void theSourceIsAway() {
        sink.sourceIsAway();
    }

    private Answer create(String fields) {
        return client.post("/v1/sinks/orders/backfill-schedules", "{" + fields + "}");
    }

    private Answer created(String fields) {
        Answer created = create(fields);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created;
    }

    private static String path(Answer schedule) {
        return "/v1/backfill-schedules/" + schedule.string("/id");
    }

    private BackfillScheduleRecord row(Answer answer) {
        return sink.worker
                .selectFrom(BACKFILL_SCHEDULE)
                .where(
                        BACKFILL_SCHEDULE.ID.eq(
                                ScheduleId.parse(answer.string("/id")).orElseThrow().value()))
                .fetchSingle();
    }

    @Test
    void aScheduleIsSavedWithDefaults() {
        sink.sourceIsAway();
        Answer created = created(NIGHTLY);
        assertThat(created.string("/cron")).isEqualTo("0 30 4 ? * SUN");
        assertThat(created.string("/time_zone")).isEqualTo("UTC");
        assertThat(created.string("/sink")).isEqualTo("orders");
        assertThat(created.json().at("/enabled").asBoolean()).isTrue();
        assertThat(created.json().get("tables").isNull()).isTrue();
        assertThat(created.json().at("/marks").asBoolean()).isFalse();
        assertThat(created.json().get("last_fired_at").isNull()).isTrue();
        ZonedDateTime next = next(created, "UTC");
        assertThat(next.getDayOfWeek()).isEqualTo(DayOfWeek.SUNDAY);
        assertThat(next.toLocalTime()).isEqualTo(LocalTime.of(4, 30));

        assertThat(client.get(path(created)).json()).isEqualTo(created.json());
        Answer list = client.get("/v1/sinks/orders/backfill-schedules");
        assertThat(list.json().at("/data/0")).isEqualTo(created.json());
        assertThat(row(created).getTables()).isNull();
    }

    private static ZonedDateTime next(Answer schedule, String zone) {
        return Instant.parse(schedule.string("/next_fire_at")).atZone(ZoneId.of(zone));
    }

    @Test
    void everyFieldIsKept() {
        Answer created =
                created(
                        """
                        "cron":"5 0 0 1 * ?","time_zone":"America/New_York","tables":["ORDERS"],
                        "filter":"total > 5","sort_column":"id","start_position":"10","end_position":"20",
                        "marks":true,"rows_per_second":7,"enabled":false
                        """);
        assertThat(created.json().at("/tables").toString()).isEqualTo("[\"public.orders\"]");
        assertThat(created.string("/filter")).isEqualTo("total > 5");
        assertThat(created.string("/sort_column")).isEqualTo("id");
        assertThat(created.string("/start_position")).isEqualTo("10");
        assertThat(created.string("/end_position")).isEqualTo("20");
        assertThat(created.json().at("/rows_per_second").asInt()).isEqualTo(7);
        assertThat(created.json().get("next_fire_at").isNull()).isTrue();
        assertThat(row(created).getTables()).containsExactly("public.orders");

        Answer enabled = client.patch(path(created), "{\"enabled\":true}");
        assertThat(next(enabled, "America/New_York").getHour()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "time_zone":"UTC"                        | /cron            | required
                    "cron":7                                 | /cron            | wrong_type
                    "cron":"30 4 * * 0"                      | /cron            | invalid_cron
                    "cron":"0 30 4 * * 0"                    | /cron            | invalid_cron
                    "cron":"a b c d e f"                     | /cron            | invalid_cron
                    "cron":"\\n0 0 * * ?"                    | /cron            | invalid_cron
                    "cron":"0 0 0 1 1 ? 1-999999999"         | /cron            | invalid_cron
                    "cron":"* 0 0 1 1 ?"                     | /cron            | too_often
                    "cron":"0/30 * * * * ?"                  | /cron            | too_often
                    "cron":"0,30 0 0 1 1 ?"                  | /cron            | too_often
                    "cron":"0 0 0 30 2 ?"                    | /cron            | never_fires
                    "cron":"0 0 0 1 1 ? 2020"                | /cron            | never_fires
                    "cron":"0 * * * * ?","time_zone":"Berlin" | /time_zone      | invalid_time_zone
                    "cron":"0 * * * * ?","enabled":"no"      | /enabled         | wrong_type
                    "cron":"0 * * * * ?","tables":["users"]  | /tables/0        | unknown_table
                    "cron":"0 * * * * ?","filter":"total > 1" | /filter         | filter_column
                    "cron":"0 * * * * ?","sort_column":"id"  | /sort_column     | conflict
                    "cron":"0 * * * * ?","corn":"x"          | /corn            | unknown_field
                    "cron":"0 * * * * ?","last_result":"x"   | /last_result     | unknown_field
                    """)
    void aWrongFieldIsNamed(String fields, String pointer, String code) {
        Answer refused = create(fields);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).as(refused.text()).isEqualTo(pointer);
        assertThat(refused.string("/errors/0/code")).as(refused.text()).isEqualTo(code);
        assertThat(client.get("/v1/sinks/orders/backfill-schedules").json().at("/data").size())
                .isZero();
    }

    @Test
    void aPatchChangesWhatItNames() {
        Answer created = created(NIGHTLY + ",\"filter\":\"id > 5\",\"time_zone\":\"Asia/Tokyo\"");
        Answer changed =
                client.patch(
                        path(created),
                        "{\"cron\":\"0 0 12 * * ?\",\"marks\":true,\"time_zone\":null}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.string("/cron")).isEqualTo("0 0 12 * * ?");
        assertThat(changed.string("/time_zone")).isEqualTo("UTC");
        assertThat(changed.string("/filter")).isEqualTo("id > 5");
        assertThat(changed.json().at("/marks").asBoolean()).isTrue();
        assertThat(client.get(path(created)).json()).isEqualTo(changed.json());
        assertThat(client.patch(path(created), "{\"filter\":null}").json().get("filter").isNull())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "cron":null               | /cron           | required
                    "cron":"x"                | /cron           | invalid_cron
                    "sink":"other"            | /sink           | immutable
                    "last_fired_at":null      | /last_fired_at  | immutable
                    "tables":["users"]        | /tables/0       | unknown_table
                    "filter":"id >"           | /filter         | filter_syntax
                    "start_position":"1"      | /sort_column    | required
                    "corn":"x"                | /corn           | unknown_field
                    """)
    void aWrongPatchChangesNothing(String fields, String pointer, String code) {
        Answer created = created(NIGHTLY);
        Answer refused = client.patch(path(created), "{" + fields + "}");
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).as(refused.text()).isEqualTo(pointer);
        assertThat(refused.string("/errors/0/code")).as(refused.text()).isEqualTo(code);
        assertThat(client.get(path(created)).json()).isEqualTo(created.json());
    }

    @Test
    void onlyAPatchOfWhatIsReadAsksTheSource() {
        Answer created = created(NIGHTLY + ",\"filter\":\"id > 5\"");
        sink.sourceIsAway();
        assertThat(client.patch(path(created), "{\"enabled\":false}").status()).isEqualTo(200);
        assertThat(client.patch(path(created), "{\"rows_per_second\":5}").status()).isEqualTo(200);
        assertThat(client.patch(path(created), "{\"filter\":\"id > 6\"}").status()).isEqualTo(503);
        assertThat(client.patch(path(created), "{\"filter\":null}").status()).isEqualTo(200);
    }

    @Test
    void aScheduleWhoseTimeIsOverCanStillBeChanged() {
        Answer created = created("\"cron\":\"0 0 0 1 1 ? 2099\"");
        sink.server
                .postgres()
                .superuser()
                .update(BACKFILL_SCHEDULE)
                .set(BACKFILL_SCHEDULE.CRON, "0 0 0 1 1 ? 2020")
                .where(BACKFILL_SCHEDULE.ID.eq(row(created).getId()))
                .execute();
        Answer changed = client.patch(path(created), "{\"enabled\":false}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(
                        client.patch(path(created), "{\"enabled\":true}")
                                .json()
                                .get("next_fire_at")
                                .isNull())
                .isTrue();
    }

    @Test
    void whatCameOfItIsTold() {
        Answer created = created(NIGHTLY);
        sink.worker
                .update(BACKFILL_SCHEDULE)
                .set(BACKFILL_SCHEDULE.LAST_FIRED_AT, Instant.EPOCH)
                .set(BACKFILL_SCHEDULE.LAST_RESULT, "skipped")
                .where(BACKFILL_SCHEDULE.ID.eq(row(created).getId()))
                .execute();
        Answer told = client.get(path(created));
        assertThat(told.string("/last_fired_at")).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(told.string("/last_result")).isEqualTo("skipped");
    }

    @Test
    void theOwnerIsToldOfEveryChange() throws SQLException {
        String database = sink.database.value().toString();
        try (HeardSignals signals = HeardSignals.of(sink.server.postgres(), "rowhook_backfills")) {
            String path = path(created(NIGHTLY));
            assertThat(signals.next()).isEqualTo(database);
            client.patch(path, "{\"enabled\":false}");
            assertThat(signals.next()).isEqualTo(database);
            client.delete(path);
            assertThat(signals.next()).isEqualTo(database);
        }
    }

    @Test
    void aDeletedScheduleIsGone() {
        Answer created = created(NIGHTLY);
        assertThat(client.delete(path(created)).status()).isEqualTo(204);
        assertThat(client.delete(path(created)).status()).isEqualTo(404);
        assertThat(client.get(path(created)).status()).isEqualTo(404);
        assertThat(client.patch(path(created), "{}").status()).isEqualTo(404);
        Answer other = created(NIGHTLY);
        client.delete("/v1/sinks/orders");
        assertThat(client.get(path(other)).status()).isEqualTo(404);
    }
}
