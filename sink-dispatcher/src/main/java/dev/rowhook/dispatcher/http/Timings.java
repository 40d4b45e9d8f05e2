package dev.rowhook.dispatcher.http;

import java.time.Duration;
import java.util.Optional;

/// How long the parts of a request took, as far as it had them: a kept connection has no first
/// three.
///
/// @param firstByte from the end of the request to the beginning of the answer
public record Timings(
        Optional<Duration> dns,
        Optional<Duration> connect,
        Optional<Duration> tls,
        Optional<Duration> firstByte) {
    public static final Timings NONE =
            new Timings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
