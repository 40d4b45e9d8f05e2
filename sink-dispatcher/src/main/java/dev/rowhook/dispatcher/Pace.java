package dev.rowhook.dispatcher;

import java.time.Duration;

/// How a sink is sent: messages in a request, how long a request waits to be full, requests in
/// flight, and whether all of its messages are one group.
///
/// @param batchBytes a request carries about so many bytes of changes
record Pace(
        int batchSize, long batchBytes, Duration batchTimeout, int maxInFlight, boolean oneGroup) {
    private static final long MEBIBYTE = 1 << 20;

    /// Sends what there is, at once.
    Pace(int batchSize, int maxInFlight, boolean oneGroup) {
        this(batchSize, MEBIBYTE, Duration.ZERO, maxInFlight, oneGroup);
    }

    boolean waitsForMore() {
        return batchSize > 1 && batchTimeout.isPositive();
    }
}
