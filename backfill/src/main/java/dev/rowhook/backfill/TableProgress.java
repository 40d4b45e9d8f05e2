package dev.rowhook.backfill;

import dev.rowhook.backfill.page.Place;

import java.util.Optional;

/// How far a table is, as it is stored. Immutable.
///
/// @param place where the next page begins; empty at the start
/// @param read how many rows were read
/// @param appended how many of them are in the log
/// @param firstSeq of what is in the log; 0 as long as nothing is
/// @param lastSeq of what is in the log; 0 as long as nothing is
/// @param pageUnits how many rows or blocks the last page went over; 0 before the first one
/// @param isRead whether all rows are in the log
record TableProgress(
        Optional<Place> place,
        long read,
        long appended,
        SentPages pages,
        long firstSeq,
        long lastSeq,
        int pageUnits,
        boolean isRead) {

    /// With one page more.
    ///
    /// @param next where the next one begins
    /// @param added how many changes stand in the log for it, marks among them
    /// @param mark of the sink
    TableProgress with(PageRead page, Place next, long seq, int rows, int added, long mark) {
        return new TableProgress(
                Optional.of(next),
                read + page.rows(),
                appended + rows,
                pages.with(seq, appended + rows, mark),
                firstSeq == 0 && added > 0 ? seq - added + 1 : firstSeq,
                Math.max(lastSeq, seq),
                page.units(),
                page.isLast());
    }

    /// With the mark at the beginning.
    TableProgress marked(long seq) {
        return new TableProgress(place, read, appended, pages, seq, seq, pageUnits, isRead);
    }

    /// @param rows how many it had
    /// @param units how many rows or blocks it went over
    /// @param isLast whether nothing is left to be read
    record PageRead(int rows, int units, boolean isLast) {}
}
