package dev.rowhook.dispatcher;

import java.time.Clock;

/// The times of a node.
///
/// @param wall what others are told, such as the timestamp of a request
/// @param steady what own waits are measured by
record Clocks(Clock wall, Clock steady) {
    static Clocks of(Clock wall) {
        return new Clocks(wall, new SteadyClock(wall));
    }
}
