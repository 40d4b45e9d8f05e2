package dev.rowhook.api.request;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/// Readers of values that stand as texts, as all of a query do.
public final class QueryReaders {
    private static final int MAX_LENGTH = 40;

    private QueryReaders() {}

    /// A time as RFC 3339 writes it, with an offset.
    public static FieldReader<Instant> instant() {
        return Readers.text(MAX_LENGTH)
                .then(text -> {
                    try {
                        // A space is what a plus in a query turns into.
                        return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
                    } catch (DateTimeParseException e) {
                        throw new InvalidFieldException(
                                "invalid_time", "Expected a time such as 2026-11-05T12:00:00Z.");
                    }
                });
    }

    /// `true` or `false`.
    public static FieldReader<Boolean> flag() {
        return Readers.oneOf("true", "false").then(Boolean::valueOf);
    }

    /// A whole number from `min` to `max`, as a text or a number.
    public static FieldReader<Integer> integer(int min, int max) {
        return value -> {
            if (!value.isString()) {
                return Readers.integer(min, max).read(value);
            }
            String text = value.stringValue();
            if (!text.matches("[0-9]{1,9}")
                    || Integer.parseInt(text) < min
                    || Integer.parseInt(text) > max) {
                throw new InvalidFieldException(
                        "out_of_range", "Expected a whole number, %d to %d.".formatted(min, max));
            }
            return Integer.valueOf(text);
        };
    }
}
