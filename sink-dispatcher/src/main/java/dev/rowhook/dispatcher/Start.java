package dev.rowhook.dispatcher;

import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.dispatcher.pending.BlockedFilter;
import dev.rowhook.dispatcher.pending.PendingTable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Where a worker starts: its cursor, what is done above its mark, and how much is pending.
///
/// @param pendingRows that hold their groups
/// @param aging where the aging of the sink stood when it was last written
record Start(
        SinkCursor cursor,
        List<Long> doneBeyond,
        long pendingRows,
        boolean afterBarrier,
        Duration aging) {

    /// Reads the table of pending messages. Its rows above the mark count as done: their
    /// transaction wrote them with a cursor that an older one may have replaced.
    static Start read(SinkCursor cursor, PendingTable table, BlockedFilter filter, Duration aging) {
        long pending = table.countInto(filter);
        List<Long> done = new ArrayList<>(table.seqsAbove(cursor.mark()));
        for (long seq : cursor.doneBeyond()) {
            done.add(seq);
        }
        boolean barrier =
                filter.mayHold(Grouper.BARRIER_GROUP)
                        && !table.blocked(Set.of(Grouper.BARRIER_GROUP)).isEmpty();
        return new Start(cursor, done, pending, barrier, aging);
    }
}
