package dev.rowhook.backfill;

import dev.rowhook.changelog.SinkMarks;
import dev.rowhook.changelog.page.PageDesk;
import dev.rowhook.source.SourceConnections;

import java.util.Optional;
import java.util.concurrent.Semaphore;

/// What all tables of a database are read with.
///
/// @param turns a permit for each table that is read at a time
record RunContext(
        TableTasks tasks,
        BackfillStore store,
        MovedRows moved,
        SourceConnections source,
        PageDesk desk,
        SinkMarks marks,
        BackfillSettings settings,
        Semaphore turns) {

    /// Where pages are read now, if not from the database itself.
    Optional<SourceConnections> replica() {
        return tasks.replica().map(replica -> new SourceConnections(source.settings().of(replica)));
    }

    SourceTroubles troubles() {
        return new SourceTroubles(source.settings());
    }
}
