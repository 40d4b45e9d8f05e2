package dev.rowhook.api.delivery.count;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/// What outcomes have in common that a chart shows in one colour.
enum OutcomeClass {
    ACCEPTED,
    /// The endpoint answered, and did not take them.
    REFUSED,
    /// No answer came, or none that can be understood.
    UNREACHABLE,
    /// There was no request.
    UNSENDABLE;

    /// The class of a code.
    static OutcomeClass of(String code) {
        return switch (code) {
            case "ok" -> ACCEPTED;
            case "http_status", Tally.PARTLY -> REFUSED;
            case "undecodable", "too_large", "filter_failed" -> UNSENDABLE;
            default -> UNREACHABLE;
        };
    }

    /// Its name in answers.
    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
