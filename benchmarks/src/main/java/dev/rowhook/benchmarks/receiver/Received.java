package dev.rowhook.benchmarks.receiver;

/// What has arrived and was answered, of what was expected. Times are microseconds since 1970, and
/// 0 before the first message.
///
/// @param requests answered ones
/// @param distinct messages, each counted once
/// @param duplicates messages that had come before
/// @param strays messages that nobody expected, such as duplicates of what was expected before
/// @param unreadable requests that held no message, or broke off inside one
/// @param firstCommitMicros when the earliest of the rows was committed
/// @param firstMicros when the first message was answered
/// @param lastMicros when the last distinct message was answered
/// @param ages from commit to answer, of the messages that are timed
public record Received(
        long requests,
        long distinct,
        long duplicates,
        long strays,
        long unreadable,
        long firstCommitMicros,
        long firstMicros,
        long lastMicros,
        Ages ages) {

    /// From commit to answer, in microseconds.
    public record Ages(long p50, long p90, long p99, long p999, long max) {}
}
