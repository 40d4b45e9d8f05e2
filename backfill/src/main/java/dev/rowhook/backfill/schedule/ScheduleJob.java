package dev.rowhook.backfill.schedule;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.ScheduleId;

import org.jooq.exception.DataAccessException;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.UUID;

/// What Quartz runs when a schedule fires.
final class ScheduleJob implements Job {
    static final String ACCOUNT = "account";
    static final String SCHEDULE = "schedule";

    private static final Logger log = LoggerFactory.getLogger(ScheduleJob.class);

    private final ScheduledBackfill backfills;

    ScheduleJob(ScheduledBackfill backfills) {
        this.backfills = backfills;
    }

    @Override
    public void execute(JobExecutionContext context) {
        JobDataMap data = context.getTrigger().getJobDataMap();
        ScheduleId schedule = new ScheduleId(UUID.fromString(data.getString(SCHEDULE)));
        try {
            backfills.make(new AccountId(UUID.fromString(data.getString(ACCOUNT))), schedule);
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("schedule", schedule)
                    .addKeyValue("sqlstate", e.sqlState())
                    .log("scheduled backfill not made");
        }
    }
}
