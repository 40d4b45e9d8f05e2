package dev.rowhook.dispatcher;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.SinkCursors;
import dev.rowhook.dispatcher.attempt.SinkCounts;

import org.jooq.DSLContext;

import java.util.Collection;

/// Saves where sinks are, and what they counted on their way.
final class Snapshots {
    private Snapshots() {}

    /// As the last statements of a transaction, whose fence they are.
    ///
    /// @throws dev.rowhook.changelog.LeaseLostException if the lease was lost; the transaction must
    ///   not commit
    static void save(
            DSLContext tx, SinkCursors cursors, Lease lease, Collection<Snapshot> snapshots) {
        SinkCounts.write(
                tx,
                lease.account(),
                snapshots.stream()
                        .map(one -> new SinkCounts.OfSink(one.cursor(), one.counts()))
                        .toList());
        cursors.save(tx, lease, snapshots.stream().map(Snapshot::cursor).toList());
    }
}
