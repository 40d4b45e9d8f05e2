package dev.rowhook.api.hardening;

import java.time.Duration;

/// How much patience there is with clients.
///
/// @param headTimeout for the head of a request, and for the next bytes of a body
/// @param requestTimeout for a request with its whole body
/// @param idleTimeout between two requests of a connection
/// @param maxConnections at a time; more wait to be accepted
/// @param requestsPerMinute of one account, to this node
/// @param https whether clients reach the server by https, by itself or through a proxy: browsers
///   are told to come no other way
public record HttpLimits(
        Duration headTimeout,
        Duration requestTimeout,
        Duration idleTimeout,
        int maxConnections,
        int requestsPerMinute,
        boolean https) {
    static final int MAX_BODY_BYTES = 1 << 20;
    static final int MAX_HEAD_BYTES = 16 << 10;
    static final int MAX_HEADERS = 64;
    static final int MAX_PARAMETERS = 256;
    static final int MAX_REQUESTS_A_CONNECTION = 1000;

    /// Ten seconds, thirty, a minute, 2000 connections and 6000 requests, without https.
    public static HttpLimits defaults() {
        return new HttpLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                2000,
                6000,
                false);
    }
}
