package dev.rowhook.api.backfill;

import static dev.rowhook.store.jooq.Tables.BACKFILL_SCHEDULE;
import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.api.AccountChange;
import dev.rowhook.api.Page;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.ScheduleId;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.BackfillScheduleRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectConditionStep;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The schedules of an account, within a transaction. A method that takes an id throws a 404 where
/// it means nothing.
final class Schedules {
    private final DSLContext db;
    private final AccountId account;

    Schedules(DSLContext db, AccountId account) {
        this.db = db;
        this.account = account;
    }

    /// @throws ProblemException 404 if the sink is gone, 409 if the account has too many
    ScheduleId create(BackfillSink sink, ScheduleSettings settings) {
        // The account's row first, as whoever makes a sink does.
        Page.requireRoom(db, BACKFILL_SCHEDULE);
        sink.lock(db);
        ScheduleId id = ScheduleId.create();
        BackfillScheduleRecord row = db.newRecord(BACKFILL_SCHEDULE);
        row.setAccountId(account.value());
        row.setId(id.value());
        row.setSinkId(sink.id().value());
        new ScheduleRow(row).put(settings);
        row.insert();
        BackfillInsert.announce(db, sink.database());
        return id;
    }

    List<ScheduleAnswer> ofSink(BackfillSink sink, Instant now) {
        return answers(BACKFILL_SCHEDULE.SINK_ID.eq(sink.id().value()), now);
    }

    ScheduleAnswer find(String id, Instant now) {
        return answers(isMeant(id), now).stream().findFirst().orElseThrow(Schedules::notFound);
    }

    private List<ScheduleAnswer> answers(Condition which, Instant now) {
        return db.select(BACKFILL_SCHEDULE.fields())
                .select(SINK.NAME)
                .from(BACKFILL_SCHEDULE)
                .join(SINK)
                .on(SINK.ACCOUNT_ID.eq(BACKFILL_SCHEDULE.ACCOUNT_ID))
                .and(SINK.ID.eq(BACKFILL_SCHEDULE.SINK_ID))
                .where(BACKFILL_SCHEDULE.ACCOUNT_ID.eq(account.value()))
                .and(which)
                .orderBy(BACKFILL_SCHEDULE.ID)
                .fetch((Record row) ->
                        new ScheduleRow(row.into(BACKFILL_SCHEDULE))
                                .answer(row.get(SINK.NAME), now));
    }

    /// A schedule with its sink, which holds still until the transaction ends.
    Locked lock(String id) {
        return locked(row(id).forUpdate().fetchOptional());
    }

    /// A schedule with its sink, as they are now.
    Locked get(String id) {
        return locked(row(id).fetchOptional());
    }

    private SelectConditionStep<BackfillScheduleRecord> row(String id) {
        return db.selectFrom(BACKFILL_SCHEDULE)
                .where(BACKFILL_SCHEDULE.ACCOUNT_ID.eq(account.value()))
                .and(isMeant(id));
    }

    private Locked locked(Optional<BackfillScheduleRecord> found) {
        BackfillScheduleRecord row = found.orElseThrow(Schedules::notFound);
        return new Locked(
                row, BackfillSink.require(db, account, new SinkId(row.getSinkId()).toString()));
    }

    /// A schedule and its sink.
    record Locked(BackfillScheduleRecord row, BackfillSink sink) {

        ScheduleSettings settings() {
            return new ScheduleRow(row).settings();
        }
    }

    void save(Locked schedule, ScheduleSettings settings) {
        BackfillScheduleRecord row = schedule.row();
        new ScheduleRow(row).put(settings);
        row.setRevision(row.getRevision() + 1);
        row.update();
        BackfillInsert.announce(db, schedule.sink().database());
    }

    ScheduleId delete(AccountChange change, String id) {
        Locked schedule = lock(id);
        change.requireMatch(schedule.row().getRevision());
        schedule.row().delete();
        BackfillInsert.announce(db, schedule.sink().database());
        return new ScheduleId(schedule.row().getId());
    }

    private static Condition isMeant(String id) {
        return BACKFILL_SCHEDULE.ID.eq(
                ScheduleId.parse(id).orElseThrow(Schedules::notFound).value());
    }

    private static ProblemException notFound() {
        return ProblemException.of(ProblemCode.BACKFILL_SCHEDULE_NOT_FOUND);
    }
}
