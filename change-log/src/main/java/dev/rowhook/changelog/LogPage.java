package dev.rowhook.changelog;

import java.util.List;
import java.util.Set;

/// What one sink wants of a stretch of the log: `changes`, in order of seq, are all of its changes
/// from the asked place up to and including `lastSeq`.
///
/// @param open the seqs of those for which the reader has not decided whether the sink wants them
public record LogPage(long lastSeq, List<LoggedChange> changes, Set<Long> open) {
    public LogPage {
        changes = List.copyOf(changes);
        open = Set.copyOf(open);
    }

    /// A page in which all is decided.
    public LogPage(long lastSeq, List<LoggedChange> changes) {
        this(lastSeq, changes, Set.of());
    }
}
