package dev.rowhook.changelog;

import dev.rowhook.store.jooq.tables.records.SinkCursorRecord;

/// Where a sink's worker begins, and how it reads on.
///
/// @param tagsFrom from this seq on tags say what the sink wants; before it, the sink looks at
///   every change
public record SinkPlace(SinkCursor cursor, Replay replay, long tagsFrom) {

    static SinkPlace of(SinkCursorRecord row) {
        return new SinkPlace(SinkCursor.of(row), replay(row), row.getTagsFrom());
    }

    /// The last replay of the sink of a row.
    public static Replay replay(SinkCursorRecord row) {
        return new Replay(
                row.getReplayRun(),
                row.getReplayFrom(),
                row.getReplayUntil(),
                row.getReplayNewIds());
    }
}
