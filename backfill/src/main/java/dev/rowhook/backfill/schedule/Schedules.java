package dev.rowhook.backfill.schedule;

import static dev.rowhook.store.jooq.Tables.BACKFILL_SCHEDULE;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.ScheduleId;
import dev.rowhook.store.Sql;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.sql.DataSource;

/// Fires the schedules of all accounts, together with the other nodes: what the API has saved of
/// them is mirrored into Quartz's triggers, of which each firing is one node's. A firing that all
/// nodes missed is made up for, once.
///
/// Thread-safe.
public final class Schedules implements AutoCloseable {
    /// Heard when backfills or schedules of a database change.
    static final String SIGNAL = "rowhook_backfills";

    private static final Logger log = LoggerFactory.getLogger(Schedules.class);
    private static final String GROUP = "backfills";
    private static final JobKey JOB = new JobKey("backfill", GROUP);
    private static final Duration MISFIRE = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final DSLContext worker;
    private final DataSource sessions;
    private final Duration misfire;
    private final Semaphore signals = new Semaphore(1);
    private final Thread thread;
    private volatile boolean closing;

    /// @param sessions of the worker's role
    public Schedules(DataSource sessions) {
        this(sessions, MISFIRE);
    }

    Schedules(DataSource sessions, Duration misfire) {
        this.worker = Sql.of(sessions);
        this.sessions = sessions;
        this.misfire = misfire;
        this.thread = Thread.ofPlatform().name("schedules").daemon(true).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Schedules may have changed.
    public void look() {
        signals.release();
    }

    private void run() {
        while (!closing) {
            try {
                Scheduler scheduler = open();
                try {
                    mirrorAll(scheduler);
                } finally {
                    scheduler.shutdown(true);
                }
            } catch (InterruptedException e) {
                return;
            } catch (SchedulerException | DataAccessException e) {
                failed(e);
            }
        }
    }

    private Scheduler open() throws SchedulerException {
        Scheduler scheduler = QuartzStore.open(sessions, misfire);
        ScheduledBackfill backfills = new ScheduledBackfill(worker);
        scheduler.setJobFactory((_, _) -> new ScheduleJob(backfills));
        scheduler.addJob(
                JobBuilder.newJob(ScheduleJob.class).withIdentity(JOB).storeDurably().build(),
                true);
        scheduler.start();
        return scheduler;
    }

    private void mirrorAll(Scheduler scheduler) throws InterruptedException, SchedulerException {
        Map<ScheduleId, ScheduleTime> mirrored = Map.of();
        boolean isFirst = true;
        while (true) {
            signals.acquire();
            signals.drainPermits();
            Map<ScheduleId, ScheduleTime> saved = saved();
            if (isFirst || !saved.equals(mirrored)) {
                mirror(scheduler, saved);
            }
            mirrored = saved;
            isFirst = false;
        }
    }

    private Map<ScheduleId, ScheduleTime> saved() {
        List<ScheduleTime> saved =
                worker.selectFrom(BACKFILL_SCHEDULE)
                        .where(BACKFILL_SCHEDULE.ENABLED)
                        .fetch(row ->
                                new ScheduleTime(
                                        new AccountId(row.getAccountId()),
                                        new ScheduleId(row.getId()),
                                        row.getCron(),
                                        row.getTimeZone()));
        return saved.stream()
                .collect(Collectors.toMap(ScheduleTime::schedule, Function.identity()));
    }

    /// Other nodes do the same: what they have done already is left as it is.
    private void mirror(Scheduler scheduler, Map<ScheduleId, ScheduleTime> saved)
            throws SchedulerException {
        Set<TriggerKey> unwanted =
                new HashSet<>(scheduler.getTriggerKeys(GroupMatcher.groupEquals(GROUP)));
        for (ScheduleTime time : saved.values()) {
            TriggerKey key = key(time);
            unwanted.remove(key);
            try {
                put(scheduler, key, time);
            } catch (SchedulerException e) {
                // It never fires any more, or another node was faster.
                log.atInfo()
                        .addKeyValue("schedule", time.schedule())
                        .addKeyValue("reason", e.getMessage())
                        .log("schedule not planned");
            }
        }
        for (TriggerKey key : unwanted) {
            scheduler.unscheduleJob(key);
        }
    }

    private static void put(Scheduler scheduler, TriggerKey key, ScheduleTime time)
            throws SchedulerException {
        TimeZone zone = TimeZone.getTimeZone(ZoneId.of(time.timeZone()));
        Trigger planned = scheduler.getTrigger(key);
        if (planned instanceof CronTrigger cron
                && cron.getCronExpression().equals(time.cron())
                && cron.getTimeZone().equals(zone)) {
            return;
        }
        Trigger trigger =
                TriggerBuilder.newTrigger()
                        .withIdentity(key)
                        .forJob(JOB)
                        .usingJobData(ScheduleJob.ACCOUNT, time.account().value().toString())
                        .usingJobData(ScheduleJob.SCHEDULE, time.schedule().value().toString())
                        .withSchedule(
                                CronScheduleBuilder.cronSchedule(time.cron())
                                        .inTimeZone(zone)
                                        .withMisfireHandlingInstructionFireAndProceed())
                        .build();
        if (scheduler.rescheduleJob(key, trigger) == null) {
            scheduler.scheduleJob(trigger);
        }
    }

    private static TriggerKey key(ScheduleTime time) {
        return new TriggerKey(time.schedule().toString(), GROUP);
    }

    private void failed(Exception e) {
        if (closing) {
            return;
        }
        log.atWarn().addKeyValue("reason", e.getMessage()).log("schedules rest, trying again");
        try {
            Thread.sleep(RETRY);
            look();
        } catch (InterruptedException interrupted) {
            closing = true;
        }
    }

    /// Stops firing on this node. A backfill that is being made is waited for.
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(STOP_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
