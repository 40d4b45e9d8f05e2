package dev.rowhook.backfill;

import dev.rowhook.backfill.page.Slice;

import java.util.OptionalInt;

/// A table of a backfill, with what is known of it now.
///
/// @param marks whether marks are asked for
/// @param isWaiting whether it was not read since it was asked for, or resumed
/// @param mark up to where the sink was done when that was saved last
record TableTask(
        TableKey key,
        Slice slice,
        boolean marks,
        OptionalInt rowsPerSecond,
        SinkView sink,
        TableProgress progress,
        boolean isWaiting,
        long mark) {

    /// Whether marks are appended.
    boolean hasMarks() {
        return marks && sink.takesMarks();
    }
}
