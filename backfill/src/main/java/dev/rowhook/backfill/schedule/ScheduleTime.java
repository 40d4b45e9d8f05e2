package dev.rowhook.backfill.schedule;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.ScheduleId;

/// When a schedule fires: a cron expression of Quartz in a time zone.
record ScheduleTime(AccountId account, ScheduleId schedule, String cron, String timeZone) {}
