package dev.rowhook.changelog;

import java.util.List;

/// The changes of a stretch of a log, counted by what decides whether a sink wants them.
///
/// @param uncounted how many more there are that were not looked at
public record LogCount(List<Part> parts, long uncounted) {
    public LogCount {
        parts = List.copyOf(parts);
    }

    /// Changes of one kind.
    ///
    /// @param tag what the reader has said of the sink
    /// @param kind the letter that their messages begin with
    public record Part(Tag tag, int relation, char kind, long changes) {}

    /// What the reader has said of a sink and a change.
    public enum Tag {
        /// The sink wants it.
        WANTED,
        /// The sink may want it.
        OPEN,
        /// Nothing: it did not know the sink, or what it wants now.
        NONE
    }
}
