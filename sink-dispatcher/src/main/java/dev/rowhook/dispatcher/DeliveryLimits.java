package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.window.WindowLimits;

import java.time.Duration;

/// What bounds a sink worker, beside the settings of its sink.
///
/// `retryBytes`: so many bytes of pending changes are loaded at once. `grace`: so long a stop waits
/// for requests in flight. `barrierPatience`: a sink that stands at a barrier for longer is told
/// of.
public record DeliveryLimits(
        WindowLimits window,
        int pageSize,
        long retryBytes,
        Duration grace,
        Duration barrierPatience) {

    public static final DeliveryLimits DEFAULT =
            new DeliveryLimits(
                    WindowLimits.DEFAULT,
                    1_000,
                    4 << 20,
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(5));
}
