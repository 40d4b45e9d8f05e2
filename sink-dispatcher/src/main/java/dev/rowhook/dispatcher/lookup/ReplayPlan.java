package dev.rowhook.dispatcher.lookup;

import dev.rowhook.changelog.LogPoint;

/// What a replay would send again. A sink that has not got there yet begins where it is.
///
/// @param from where it would begin
/// @param until where the log ends now
/// @param messages how many messages at most, as the sink wants them now
/// @param exact whether it is exactly so many
/// @param earliest where a replay can begin at the earliest
public record ReplayPlan(
        LogPoint from, LogPoint until, long messages, boolean exact, LogPoint earliest) {}
