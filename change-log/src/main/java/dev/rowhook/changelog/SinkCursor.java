package dev.rowhook.changelog;

import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.SinkCursorRecord;

import java.util.Arrays;

/// How far a sink is: everything it wants up to `mark` is done, and beyond it the seqs in
/// `doneBeyond` (rising). `delivered` counts its accepted messages, `undecided` those up to the
/// mark that were sent because its filter could not be decided for them, `erased` those that were
/// not sent because their rows were erased.
@SuppressWarnings("ArrayRecordComponent") // A snapshot that is written and forgotten.
public record SinkCursor(
        SinkId sink, long mark, long[] doneBeyond, long delivered, long undecided, long erased) {

    /// The cursor of a sink all of whose messages were decided.
    public SinkCursor(SinkId sink, long mark, long[] doneBeyond, long delivered) {
        this(sink, mark, doneBeyond, delivered, 0, 0);
    }

    /// The cursor of a row.
    public static SinkCursor of(SinkCursorRecord row) {
        return new SinkCursor(
                new SinkId(row.getSinkId()),
                row.getMark(),
                RisingSeqs.decode(row.getMark(), row.getDone()),
                row.getDelivered(),
                row.getUndecided(),
                row.getErased());
    }

    /// Whether all is done with this seq, if the sink wants it at all: it was accepted, or has a
    /// row of its own.
    public boolean isDone(long seq) {
        return seq <= mark || Arrays.binarySearch(doneBeyond, seq) >= 0;
    }
}
