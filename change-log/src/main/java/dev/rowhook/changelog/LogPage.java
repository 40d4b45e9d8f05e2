package dev.rowhook.changelog;

import java.util.List;

/// What one sink wants of a stretch of the log: `changes`, in order of seq, are all of its changes
/// from the asked place up to and including `lastSeq`.
public record LogPage(long lastSeq, List<LoggedChange> changes) {
    public LogPage {
        changes = List.copyOf(changes);
    }
}
