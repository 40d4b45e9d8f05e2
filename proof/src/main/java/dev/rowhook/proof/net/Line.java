package dev.rowhook.proof.net;

import java.time.Duration;

/// What the line between two ends does to the connections on it.
sealed interface Line {

    /// Everything passes at full speed.
    record Clear() implements Line {}

    /// No connection lives.
    record Cut() implements Line {}

    /// Connections live, and nothing passes.
    record Dead() implements Line {}

    /// Bytes pass late, and not many at a time.
    ///
    /// @param latency by how much each byte is late, in each direction
    /// @param bytesPerSecond how many pass in each direction of each connection
    record Slow(Duration latency, int bytesPerSecond) implements Line {
        private static final Duration SHORTEST_PORTION = Duration.ofMillis(50);

        public Slow {
            if (latency.isNegative() || bytesPerSecond < 1) {
                throw new IllegalArgumentException(
                        "no line has a latency of %s and %d bytes a second"
                                .formatted(latency, bytesPerSecond));
            }
        }

        /// How many bytes may be on their way at once.
        int portion() {
            Duration time = latency.compareTo(SHORTEST_PORTION) > 0 ? latency : SHORTEST_PORTION;
            return (int)
                    Math.clamp(
                            bytesPerSecond * time.toMillis() / 1000, 1L, (long) Integer.MAX_VALUE);
        }

        /// How long so many bytes are on their way.
        Duration pause(int bytes) {
            Duration sending = Duration.ofNanos(bytes * 1_000_000_000L / bytesPerSecond);
            return sending.compareTo(latency) > 0 ? sending : latency;
        }
    }
}
