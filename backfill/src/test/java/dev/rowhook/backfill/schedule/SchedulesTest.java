package dev.rowhook.backfill.schedule;

import static dev.rowhook.store.jooq.Tables.BACKFILL;
import static dev.rowhook.store.jooq.Tables.BACKFILL_SCHEDULE;
import static dev.rowhook.store.jooq.Tables.BACKFILL_TABLE;
import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.ScheduleId;
import dev.rowhook.store.Roles;
import dev.rowhook.store.jooq.tables.records.BackfillRecord;
import dev.rowhook.store.testing.OwnPostgres;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

class SchedulesTest {
    private static final String EVERY_SECOND = "* * * * * ?";
    private static final String NEVER_SOON = "0 0 0 1 1 ? 2099";

    private final OwnPostgres own = OwnPostgres.create();
    private final DSLContext all = own.superuser();
    private final UUID account = own.createAccount();
    private final UUID database = UUID.randomUUID();
    private final UUID sink = UUID.randomUUID();

    @BeforeEach
    void createSink() {
        UUID endpoint = UUID.randomUUID();
        all.insertInto(DATABASE)
                .set(DATABASE.ACCOUNT_ID, account)
                .set(DATABASE.ID, database)
                .set(DATABASE.NAME, "source")
                .set(DATABASE.HOSTNAME, "localhost")
                .set(DATABASE.PORT, 5432)
                .set(DATABASE.DATABASE_NAME, "app")
                .set(DATABASE.USERNAME, "app")
                .set(DATABASE.PASSWORD, new byte[0])
                .set(DATABASE.TLS_MODE, "disable")
                .set(DATABASE.SLOT_NAME, "slot")
                .set(DATABASE.SLOT_CREATE, true)
                .set(DATABASE.PUBLICATION_NAME, "publication")
                .set(DATABASE.PUBLICATION_CREATE, true)
                .execute();
        all.insertInto(HTTP_ENDPOINT)
                .set(HTTP_ENDPOINT.ACCOUNT_ID, account)
                .set(HTTP_ENDPOINT.ID, endpoint)
                .set(HTTP_ENDPOINT.NAME, "endpoint")
                .set(HTTP_ENDPOINT.URL, "http://127.0.0.1/")
                .execute();
        all.insertInto(SINK)
                .set(SINK.ACCOUNT_ID, account)
                .set(SINK.ID, sink)
                .set(SINK.NAME, "sink")
                .set(SINK.DATABASE_ID, database)
                .set(SINK.NUMBER, 1)
                .set(SINK.ENDPOINT_ID, endpoint)
                .set(SINK.ACTIONS, new String[] {"insert"})
                .set(SINK.MESSAGE_KIND, "change")
                .set(SINK.GROUP_BY, "primary_key")
                .set(SINK.BATCH, false)
                .set(SINK.BATCH_SIZE, 1)
                .set(SINK.REQUEST_TIMEOUT, Duration.ofSeconds(1))
                .set(SINK.MAX_IN_FLIGHT, 1)
                .set(SINK.FIRST_DELAY, Duration.ofSeconds(1))
                .set(SINK.MAX_DELAY, Duration.ofSeconds(1))
                .set(SINK.SETTINGS_VERSION, 1L)
                .execute();
        for (String table : List.of("a", "b")) {
            all.insertInto(SINK_TABLE)
                    .set(SINK_TABLE.ACCOUNT_ID, account)
                    .set(SINK_TABLE.SINK_ID, sink)
                    .set(SINK_TABLE.SCHEMA_NAME, "public")
                    .set(SINK_TABLE.TABLE_NAME, table)
                    .execute();
        }
    }

    @AfterEach
    void close() {
        own.close();
    }

    @Test
    void aScheduleMakesABackfillAndSkipsWhileItRuns() throws Exception {
        ScheduleId schedule = add(EVERY_SECOND, null);
        try (Schedules _ = start()) {
            await("a firing was skipped", () -> result(schedule).startsWith("skipped: bkf_"));
        }

        BackfillRecord backfill = all.selectFrom(BACKFILL).fetchSingle();
        assertThat(backfill.getOrigin()).isEqualTo("schedule");
        assertThat(backfill.getScheduleId()).isEqualTo(schedule.value());
        assertThat(backfill.getDatabaseId()).isEqualTo(database);
        assertThat(backfill.getFilter()).isEqualTo("id > 0");
        assertThat(backfill.getRowsPerSecond()).isEqualTo(100);
        assertThat(
                        all.select(BACKFILL_TABLE.TABLE_NAME)
                                .from(BACKFILL_TABLE)
                                .fetch()
                                .map(row -> row.value1()))
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void onceItIsCompleteAnotherIsMade() throws Exception {
        add(EVERY_SECOND, new String[] {"public.b", "public.gone"});
        try (Schedules _ = start()) {
            for (int made = 1; made <= 2; made++) {
                int soMany = made;
                await("it is made", () -> all.fetchCount(BACKFILL) == soMany);
                all.update(BACKFILL)
                        .set(BACKFILL.STATUS, "completed")
                        .set(BACKFILL.ENDED_AT, Instant.now())
                        .execute();
            }
        }

        assertThat(
                        all.select(BACKFILL_TABLE.TABLE_NAME)
                                .from(BACKFILL_TABLE)
                                .fetch()
                                .map(row -> row.value1()))
                .containsOnly("b");
    }

    @Test
    void whatIsSavedOfASchedulesTimeIsHeeded() throws Exception {
        try (Schedules schedules = start()) {
            ScheduleId schedule = add(NEVER_SOON, null);
            schedules.look();
            await("it is planned", () -> triggers() == 1);

            save(schedule, EVERY_SECOND, true);
            schedules.look();
            await("it fires", () -> all.fetchCount(BACKFILL) == 1);

            save(schedule, EVERY_SECOND, false);
            schedules.look();
            await("it rests", () -> triggers() == 0);

            save(schedule, EVERY_SECOND, true);
            schedules.look();
            await("it is planned again", () -> triggers() == 1);
            all.deleteFrom(BACKFILL_SCHEDULE).execute();
            schedules.look();
            await("it is gone", () -> triggers() == 0);
        }
    }

    @Test
    void eachFiringIsOneNodes() throws Exception {
        ScheduleId schedule = add(EVERY_SECOND, null);
        try (Schedules _ = start();
                Schedules _ = start()) {
            await("it fires", () -> result(schedule).startsWith("skipped"));
            assertThat(triggers()).isEqualTo(1);
        }

        assertThat(all.fetchCount(BACKFILL)).isEqualTo(1);
    }

    @Test
    void aFiringThatAllNodesMissedIsMadeUpFor() throws Exception {
        add("0 0 * * * ?", null);
        try (Schedules _ = start()) {
            await("it is planned", () -> triggers() == 1);
        }
        all.execute(
                "update rowhook_quartz.qrtz_triggers set next_fire_time = next_fire_time - 7200000");

        try (Schedules _ = start()) {
            await("it is made up for", () -> all.fetchCount(BACKFILL) == 1);
        }
    }

    private Schedules start() {
        Schedules schedules = new Schedules(own.dataSource(Roles.WORKER), Duration.ofSeconds(1));
        schedules.start();
        return schedules;
    }

    private ScheduleId add(String cron, String @Nullable [] tables) {
        ScheduleId id = ScheduleId.create();
        all.insertInto(BACKFILL_SCHEDULE)
                .set(BACKFILL_SCHEDULE.ACCOUNT_ID, account)
                .set(BACKFILL_SCHEDULE.ID, id.value())
                .set(BACKFILL_SCHEDULE.SINK_ID, sink)
                .set(BACKFILL_SCHEDULE.CRON, cron)
                .set(BACKFILL_SCHEDULE.TIME_ZONE, "Europe/Berlin")
                .set(BACKFILL_SCHEDULE.TABLES, tables)
                .set(BACKFILL_SCHEDULE.FILTER, "id > 0")
                .set(BACKFILL_SCHEDULE.MARKS, false)
                .set(BACKFILL_SCHEDULE.ROWS_PER_SECOND, 100)
                .execute();
        return id;
    }

    private void save(ScheduleId schedule, String cron, boolean enabled) {
        all.update(BACKFILL_SCHEDULE)
                .set(BACKFILL_SCHEDULE.CRON, cron)
                .set(BACKFILL_SCHEDULE.ENABLED, enabled)
                .where(BACKFILL_SCHEDULE.ID.eq(schedule.value()))
                .execute();
    }

    private String result(ScheduleId schedule) {
        return String.valueOf(
                all.select(BACKFILL_SCHEDULE.LAST_RESULT)
                        .from(BACKFILL_SCHEDULE)
                        .where(BACKFILL_SCHEDULE.ID.eq(schedule.value()))
                        .fetchSingle()
                        .value1());
    }

    private int triggers() {
        return all.fetchCount(DSL.table("rowhook_quartz.qrtz_cron_triggers"));
    }
}
