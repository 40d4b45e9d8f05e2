package dev.rowhook.dispatcher;

import java.time.Duration;

/// All that decides how a sink's worker goes about it, in one version of its settings.
///
/// @param breakerFailures so many failures in a row open the breaker
/// @param probes the pauses before each probe while it is open
/// @param deadLetterRetention so long dead letters are kept
record SinkPolicy(
        Pace pace,
        RetryPolicy retries,
        int breakerFailures,
        Backoff probes,
        Duration deadLetterRetention) {}
