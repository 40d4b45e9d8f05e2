package dev.rowhook.reader;

import java.time.Duration;

/// The waits of a reader.
///
/// @param heartbeat between two heartbeats to the source
/// @param silence after which a stream that brings nothing, not even heartbeats, is given up
/// @param firstRetry before the first attempt to connect again; doubles
/// @param maxRetry the longest wait before an attempt to connect again
/// @param tables between two looks at whether the tables are there: nothing tells that one goes
public record ReaderTiming(
        Duration heartbeat,
        Duration silence,
        Duration firstRetry,
        Duration maxRetry,
        Duration tables) {

    /// 10 s, 30 s, 500 ms, 30 s, 1 min.
    public static ReaderTiming defaults() {
        return new ReaderTiming(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1));
    }
}
