package dev.rowhook.dispatcher.lookup;

import dev.rowhook.changelog.LoggedPlace;

import java.util.List;
import java.util.OptionalLong;

/// The changes of a row that a search found, the newest first.
///
/// @param stoppedAt nothing before this seq was looked at; empty if the log begins there
public record FoundChanges(List<LoggedPlace> changes, OptionalLong stoppedAt) {
    public FoundChanges {
        changes = List.copyOf(changes);
    }
}
