package dev.rowhook.server.application;

import dev.rowhook.reader.ReaderTiming;

import java.time.Duration;

/// How long a server waits for others before it gives a connection up.
///
/// @param reader for its sources
/// @param storeAnswer for our own Postgres, per statement
/// @param applied for a change to be in effect, before it is answered that it is only saved
public record ServerTiming(ReaderTiming reader, Duration storeAnswer, Duration applied) {

    /// [ReaderTiming#defaults], a minute, and ten seconds.
    public static ServerTiming defaults() {
        return new ServerTiming(
                ReaderTiming.defaults(), Duration.ofMinutes(1), Duration.ofSeconds(10));
    }
}
