package dev.rowhook.api.delivery;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times in microseconds since 1970, as Postgres keeps them.
public final class Micros {
    private Micros() {}

    public static long of(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
