package dev.rowhook.proof.faults;

import dev.rowhook.server.client.RestClient;

import java.time.Duration;
import java.util.List;

/// Waits for sinks that were made.
final class ActiveSinks {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private ActiveSinks() {}

    /// Waits until all of these sinks of a database are active.
    ///
    /// @throws IllegalStateException if one is not within a minute: the message shows the database
    static void await(RestClient rest, String database, List<String> sinks)
            throws InterruptedException {
        long giveUp = System.nanoTime() + WITHIN.toNanos();
        for (String sink : sinks) {
            while (!rest.get("/v1/sinks/" + sink).path("state").asString("").equals("active")) {
                if (System.nanoTime() - giveUp > 0) {
                    throw new IllegalStateException(
                            "sink %s is not active: %s"
                                    .formatted(sink, rest.get("/v1/databases/" + database)));
                }
                Thread.sleep(50);
            }
        }
    }
}
