package dev.rowhook.server.demo;

import java.time.Duration;
import java.time.Instant;

/// A request that reached the receiver, and how it was answered.
///
/// @param webhookId of the header
/// @param attempt 1 for the first request with this id
/// @param again whether a request with this id was accepted before
record Arrival(
        Instant at, String webhookId, Message message, int status, int attempt, boolean again) {

    boolean isAccepted() {
        return status / 100 == 2;
    }

    /// From the commit in the tenant's database to this request.
    Duration latency() {
        return Duration.between(message.committedAt(), at);
    }
}
