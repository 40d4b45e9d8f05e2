package dev.rowhook.changelog;

/// Where a sink's worker begins, and how it reads on.
///
/// @param tagsFrom from this seq on tags say what the sink wants; before it, the sink looks at
///   every change
public record SinkPlace(SinkCursor cursor, Replays replays, long tagsFrom) {}
