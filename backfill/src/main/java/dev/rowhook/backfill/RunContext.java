package dev.rowhook.backfill;

import dev.rowhook.changelog.SinkMarks;
import dev.rowhook.changelog.page.PageDesk;
import dev.rowhook.source.SourceConnections;

import java.util.Optional;
import java.util.concurrent.Semaphore;

/// What all tables of a database are read with.
///
/// @param replica where pages are read, if not from the database itself
/// @param turns a permit for each table that is read at a time
record RunContext(
        BackfillStore store,
        SourceConnections source,
        Optional<SourceConnections> replica,
        PageDesk desk,
        SinkMarks marks,
        BackfillSettings settings,
        Semaphore turns) {

    SourceTroubles troubles() {
        return new SourceTroubles(source.settings());
    }
}
