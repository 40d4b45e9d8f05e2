package dev.rowhook.api.delivery.count;

import static dev.rowhook.store.jooq.Tables.SINK_HOUR;
import static dev.rowhook.store.jooq.Tables.SINK_MINUTE;

import org.jooq.Field;
import org.jooq.Table;

import java.time.Instant;
import java.util.UUID;

/// Where counts are kept: by the minute, or added up by the hour.
record CountSource(
        Table<?> table,
        Field<UUID> account,
        Field<UUID> sink,
        Field<Instant> begin,
        Field<String> code,
        Field<Long> requests,
        Field<Long> messages) {
    static final CountSource MINUTES =
            new CountSource(
                    SINK_MINUTE,
                    SINK_MINUTE.ACCOUNT_ID,
                    SINK_MINUTE.SINK_ID,
                    SINK_MINUTE.MINUTE,
                    SINK_MINUTE.CODE,
                    SINK_MINUTE.REQUESTS,
                    SINK_MINUTE.MESSAGES);
    static final CountSource HOURS =
            new CountSource(
                    SINK_HOUR,
                    SINK_HOUR.ACCOUNT_ID,
                    SINK_HOUR.SINK_ID,
                    SINK_HOUR.HOUR,
                    SINK_HOUR.CODE,
                    SINK_HOUR.REQUESTS,
                    SINK_HOUR.MESSAGES);
}
