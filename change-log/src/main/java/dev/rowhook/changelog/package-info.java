/// The buffer of changes: one log per database, in commit order, each change once.
///
/// A slot reader appends ([ChangeLogWriter]) under a lease ([Leases]); sink workers read their
/// changes ([SinkLog]) from memory ([LogTail]) or from the segments, and keep their places in
/// [SinkCursors].
@NullMarked
package dev.rowhook.changelog;

import org.jspecify.annotations.NullMarked;
