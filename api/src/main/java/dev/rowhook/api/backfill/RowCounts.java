package dev.rowhook.api.backfill;

import java.util.List;
import java.util.Optional;

/// Rows of a table, or of several.
///
/// @param estimated how many there are to read, as Postgres estimates it
/// @param read how many were read
/// @param appended how many of these go to the sink; the others were left to their changes, or no
///   filter let them pass
/// @param sent how many of these are delivered, or given up
record RowCounts(Optional<Long> estimated, long read, long appended, long sent) {

    /// All together; what one of them does not know, is not known.
    static RowCounts sum(List<RowCounts> counts) {
        boolean known = counts.stream().allMatch(count -> count.estimated.isPresent());
        return new RowCounts(
                known
                        ? Optional.of(
                                counts.stream().mapToLong(count -> count.estimated.get()).sum())
                        : Optional.empty(),
                counts.stream().mapToLong(RowCounts::read).sum(),
                counts.stream().mapToLong(RowCounts::appended).sum(),
                counts.stream().mapToLong(RowCounts::sent).sum());
    }
}
