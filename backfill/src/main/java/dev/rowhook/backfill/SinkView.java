package dev.rowhook.backfill;

import java.util.Optional;

/// What a sink wants of a table.
///
/// @param matchVersion the version of the settings with which that changed last
/// @param hasTable whether it wants anything of it
/// @param takesMarks whether its messages have room for marks
record SinkView(long matchVersion, boolean hasTable, Optional<String> filter, boolean takesMarks) {}
