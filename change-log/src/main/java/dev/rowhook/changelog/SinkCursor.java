package dev.rowhook.changelog;

import dev.rowhook.core.SinkId;

/// How far a sink is: everything it wants up to `mark` is done, and beyond it the seqs in
/// `doneBeyond` (rising). `delivered` counts its accepted messages.
@SuppressWarnings("ArrayRecordComponent") // A snapshot that is written and forgotten.
public record SinkCursor(SinkId sink, long mark, long[] doneBeyond, long delivered) {}
