package dev.rowhook.api.backfill;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// When backfills are made, and which.
///
/// As JSON it is what requests hold.
record ScheduleSettings(
        String cron,
        @JsonProperty("time_zone") String timeZone,
        @JsonUnwrapped BackfillSettings backfill,
        boolean enabled) {
    private static final String SHOWN = "It is shown, and cannot be set.";

    static ScheduleSettings read(Fields fields, BackfillSink sink, Instant now) {
        return read(fields, sink, Optional.empty(), now);
    }

    /// What the schedule is to be after a merge patch (RFC 7396).
    ScheduleSettings patched(Fields patch, BackfillSink sink, Instant now) {
        Fields fields = patch.over(this);
        fields.refuseAny(
                "immutable", "Make another schedule, of the other sink.", "sink", "sink_id");
        fields.refuseAny(
                "immutable",
                SHOWN,
                "id",
                "next_fire_at",
                "last_fired_at",
                "last_result",
                "created_at");
        return read(fields, sink, Optional.of(cron), now);
    }

    private static ScheduleSettings read(
            Fields fields, BackfillSink sink, Optional<String> kept, Instant now) {
        Supplier<String> cron = fields.required("cron", CronText.reader(kept, now));
        Supplier<String> timeZone = fields.optional("time_zone", CronText.zones(), "UTC");
        Supplier<BackfillSettings> backfill =
                BackfillSettings.read(fields, sink::tables, sink::messageKind);
        Supplier<Boolean> enabled = fields.optional("enabled", Readers.flag(), true);
        fields.end();
        return new ScheduleSettings(cron.get(), timeZone.get(), backfill.get(), enabled.get());
    }
}
