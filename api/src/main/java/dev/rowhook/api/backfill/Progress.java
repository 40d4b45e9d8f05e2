package dev.rowhook.api.backfill;

import dev.rowhook.store.jooq.tables.records.BackfillTableRecord;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How far a table of a backfill is, at a time.
///
/// @param mark the sink's: all up to it is done
record Progress(BackfillTableRecord table, long mark, Instant now) {

    RowCounts rows() {
        return new RowCounts(
                Optional.ofNullable(table.getRowsEstimated()),
                table.getRowsRead(),
                table.getRowsAppended(),
                sent());
    }

    /// At least so many rows are sent. Of those that were appended up to a seq, the ones that the
    /// mark has not reached have seqs of their own between the two.
    private long sent() {
        if (table.getState().equals("completed")) {
            return table.getRowsAppended();
        }
        long sent = 0;
        @Nullable Long[] pages = table.getPages();
        for (int i = 0; i + 1 < pages.length; i += 2) {
            long beyond = Math.max(0, value(pages[i]) - mark);
            sent = Math.max(sent, value(pages[i + 1]) - beyond);
        }
        return Math.min(sent, table.getRowsAppended());
    }

    private static long value(@Nullable Long number) {
        return number == null ? 0 : number;
    }

    /// Rows a second that were appended for the sink, from the start until all were read.
    Optional<Double> rate() {
        return perSecond(table.getRowsAppended()).map(rate -> Math.round(rate * 10) / 10.0);
    }

    /// Until all rows are read, if it goes on as it did.
    Optional<Duration> timeLeft() {
        if (table.getReadAt() != null) {
            return Optional.of(Duration.ZERO);
        }
        long left = Optional.ofNullable(table.getRowsEstimated()).orElse(0L) - table.getRowsRead();
        return perSecond(table.getRowsRead())
                .filter(rate -> left > 0 && rate > 0)
                .map(rate -> Duration.ofSeconds((long) Math.ceil(left / rate)));
    }

    private Optional<Double> perSecond(long rows) {
        return Optional.ofNullable(table.getStartedAt())
                .map(start -> Duration.between(start, end()))
                .filter(Duration::isPositive)
                .map(took -> rows * 1e3 / Math.max(1, took.toMillis()));
    }

    private Instant end() {
        return Optional.ofNullable(table.getReadAt()).orElse(now);
    }
}
