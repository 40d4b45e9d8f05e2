package dev.rowhook.core;

import java.util.Optional;
import java.util.UUID;

/// The id of a schedule of backfills, written `sch_` and 26 characters.
public record ScheduleId(UUID value) {
    private static final String PREFIX = "sch_";

    /// A new id, larger than those made in earlier milliseconds.
    public static ScheduleId create() {
        return new ScheduleId(IdText.timeOrdered());
    }

    /// The id that `text` writes, if it writes one.
    public static Optional<ScheduleId> parse(String text) {
        return IdText.parse(PREFIX, text).map(ScheduleId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
