package dev.rowhook.api.backfill;

import dev.rowhook.core.ScheduleId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.jooq.tables.records.BackfillScheduleRecord;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// A schedule in its row.
record ScheduleRow(BackfillScheduleRecord row) {

    /// Puts settings into the row.
    void put(ScheduleSettings settings) {
        BackfillSettings backfill = settings.backfill();
        row.setCron(settings.cron());
        row.setTimeZone(settings.timeZone());
        row.setTables(
                backfill.tables().written() == null
                        ? null
                        : backfill.tables().named().stream()
                                .map(TableName::toString)
                                .toArray(String[]::new));
        row.setFilter(backfill.filter().orElse(null));
        row.setSortColumn(backfill.sortColumn().orElse(null));
        row.setStartPosition(backfill.start().orElse(null));
        row.setEndPosition(backfill.end().orElse(null));
        row.setMarks(backfill.marks());
        row.setRowsPerSecond(backfill.rowsPerSecond().orElse(null));
        row.setEnabled(settings.enabled());
    }

    ScheduleSettings settings() {
        return new ScheduleSettings(
                row.getCron(),
                row.getTimeZone(),
                new BackfillSettings(
                        tables(row.getTables()),
                        Optional.ofNullable(row.getFilter()),
                        Optional.ofNullable(row.getSortColumn()),
                        Optional.ofNullable(row.getStartPosition()),
                        Optional.ofNullable(row.getEndPosition()),
                        row.getMarks(),
                        Optional.ofNullable(row.getRowsPerSecond())),
                row.getEnabled());
    }

    /// They are in the row as SQL writes them.
    private static Tables tables(String @Nullable [] names) {
        return names == null
                ? Tables.ALL
                : new Tables(
                        Arrays.stream(names)
                                .map(name -> TableName.parse(name).orElseThrow())
                                .toList());
    }

    /// @param sink the name of its sink
    ScheduleAnswer answer(String sink, Instant now) {
        return new ScheduleAnswer(
                new ScheduleId(row.getId()).toString(),
                sink,
                new SinkId(row.getSinkId()).toString(),
                settings(),
                row.getEnabled()
                        ? CronText.next(row.getCron(), row.getTimeZone(), now)
                        : Optional.empty(),
                Optional.ofNullable(row.getLastFiredAt()),
                Optional.ofNullable(row.getLastResult()),
                row.getRevision(),
                row.getCreatedAt());
    }
}
