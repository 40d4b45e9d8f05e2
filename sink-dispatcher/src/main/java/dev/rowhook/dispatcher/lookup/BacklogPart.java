package dev.rowhook.dispatcher.lookup;

import dev.rowhook.changelog.LoggedPlace;

import java.util.List;
import java.util.OptionalLong;

/// A part of what the log has for a sink beyond where all is done, in the order of the log. Some of
/// these the sink may not want after all, and some may be on their way.
///
/// @param stoppedAt nothing after this seq was looked at; empty if there is no more
public record BacklogPart(List<LoggedPlace> changes, OptionalLong stoppedAt) {
    static final BacklogPart NONE = new BacklogPart(List.of(), OptionalLong.empty());

    public BacklogPart {
        changes = List.copyOf(changes);
    }
}
