package dev.rowhook.proof.faults;

import java.time.Duration;

/// How long a database waited for another server.
///
/// @param server that was struck
/// @param append from the strike to the first append of the other server
/// @param delivery from the strike to the first delivery of a change that was written after it
record TakeOver(
        TakeOverStrike strike, String server, String database, Duration append, Duration delivery) {
    @Override
    public String toString() {
        return "%-6s %s %s: appended after %d ms, delivered after %d ms"
                .formatted(strike, server, database, append.toMillis(), delivery.toMillis());
    }
}
