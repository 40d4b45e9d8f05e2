package dev.rowhook.api.database;

import java.util.Set;

/// The conditions of a database that keep nothing from being streamed yet. Pure.
final class Warnings {
    private static final Set<String> CODES =
            Set.of("log_filling", "log_nearly_full", "log_expired");

    private Warnings() {}

    static boolean contain(String code) {
        return CODES.contains(code);
    }
}
