package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.window.WindowLimits;

import java.time.Duration;

/// What bounds a sink worker, beside the settings of its sink.
///
/// `batchBytes`: a request carries about so many bytes of changes. `retryBytes`: so many bytes of
/// pending changes are loaded at once. `breakerThreshold` failures in a row open the breaker, which
/// then probes as `probes` says. `grace`: so long a stop waits for requests in flight.
public record DeliveryLimits(
        WindowLimits window,
        int pageSize,
        long batchBytes,
        long retryBytes,
        int breakerThreshold,
        Backoff probes,
        Duration grace) {

    public static final DeliveryLimits DEFAULT =
            new DeliveryLimits(
                    WindowLimits.DEFAULT,
                    1_000,
                    1 << 20,
                    4 << 20,
                    5,
                    new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30)),
                    Duration.ofSeconds(4));
}
