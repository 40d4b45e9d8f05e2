package dev.rowhook.dispatcher;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What an endpoint's settings say to all of its sinks.
///
/// @param since by the clock of our Postgres: of two, the later one counts
/// @param interval between two requests on the average; empty if there may be any number
record EndpointStanding(boolean disabled, Instant since, Optional<Duration> interval) {

    /// Asked for nothing yet.
    static EndpointStanding open() {
        return new EndpointStanding(false, Instant.EPOCH, Optional.empty());
    }

    /// Disabled by what the endpoint has just said, which the settings are still to say.
    EndpointStanding disabledHere() {
        return new EndpointStanding(true, since, interval);
    }

    /// As it is once these settings were read, which may be older or newer ones, or the same again.
    /// Times are those of one clock, that of our Postgres, so that they compare.
    EndpointStanding followedBy(EndpointStanding read) {
        int order = read.since.compareTo(since);
        if (order < 0) {
            return this;
        }
        boolean still = order == 0 && disabled;
        return new EndpointStanding(still || read.disabled, read.since, read.interval);
    }
}
