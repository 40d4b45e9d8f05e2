package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.window.WindowLimits;

import java.time.Duration;

/// What bounds a sink worker, beside the settings of its sink.
///
/// `retryBytes`: so many bytes of pending changes are loaded at once. `grace`: so long a stop waits
/// for requests in flight.
public record DeliveryLimits(WindowLimits window, int pageSize, long retryBytes, Duration grace) {

    public static final DeliveryLimits DEFAULT =
            new DeliveryLimits(WindowLimits.DEFAULT, 1_000, 4 << 20, Duration.ofSeconds(4));
}
