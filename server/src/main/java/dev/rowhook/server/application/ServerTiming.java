package dev.rowhook.server.application;

import dev.rowhook.reader.ReaderTiming;

import java.time.Duration;

/// How long a server waits for others before it gives a connection up.
///
/// @param reader for its sources
/// @param storeAnswer for our own Postgres, per statement
public record ServerTiming(ReaderTiming reader, Duration storeAnswer) {

    /// [ReaderTiming#defaults], and a minute.
    public static ServerTiming defaults() {
        return new ServerTiming(ReaderTiming.defaults(), Duration.ofMinutes(1));
    }
}
