package dev.rowhook.api.signin.session;

import java.time.Instant;

/// A session, as its user sees it.
///
/// @param id not what the cookie holds
/// @param userAgent what the browser said it is
/// @param address of the network, from which someone signed in
public record SessionInfo(
        String id, String userAgent, String address, Instant createdAt, Instant lastSeenAt) {}
