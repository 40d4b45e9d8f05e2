package dev.rowhook.dispatcher;

import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.dispatcher.pending.BlockedFilter;
import dev.rowhook.dispatcher.pending.PendingTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Where a worker starts: its cursor, what is done above its mark, and how much is pending.
record Start(SinkCursor cursor, List<Long> doneBeyond, long pendingRows, boolean afterBarrier) {

    /// Reads the table of pending messages. Its rows above the mark count as done: their
    /// transaction wrote them with a cursor that an older one may have replaced.
    static Start read(SinkCursor cursor, PendingTable table, BlockedFilter filter) {
        long pending = table.countInto(filter);
        List<Long> done = new ArrayList<>(table.seqsAbove(cursor.mark()));
        for (long seq : cursor.doneBeyond()) {
            done.add(seq);
        }
        boolean barrier =
                filter.mayHold(Grouper.BARRIER_GROUP)
                        && !table.blocked(Set.of(Grouper.BARRIER_GROUP)).isEmpty();
        return new Start(cursor, done, pending, barrier);
    }
}
