package dev.rowhook.dispatcher;

/// How a sink is sent: messages in a request, requests in flight, the pauses between attempts, and
/// whether all of its messages are one group.
record Pace(int batchSize, int maxInFlight, Backoff retries, boolean oneGroup) {

    /// Retries take at most half of the requests in flight.
    int retriesInFlight() {
        return Math.max(1, maxInFlight / 2);
    }
}
