package dev.rowhook.api.request;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/// Readers of values that stand as texts, as all of a query do.
public final class QueryReaders {
    private static final int MAX_LENGTH = 40;
    private static final Pattern TIME =
            Pattern.compile(
                    "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
                            + "([Zz]|[+-][0-9]{2}:[0-9]{2})");
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private QueryReaders() {}

    /// A time as RFC 3339 writes it, with seconds and an offset, of the years 1 to 9999.
    public static FieldReader<Instant> instant() {
        return Readers.text(MAX_LENGTH)
                .then(text -> {
                    // A space is what a plus in a query turns into.
                    String time = text.replace(' ', '+');
                    try {
                        if (TIME.matcher(time).matches()) {
                            return known(OffsetDateTime.parse(time).toInstant());
                        }
                    } catch (DateTimeParseException _) {
                        // There is no such day or hour.
                    }
                    throw new InvalidFieldException(
                            "invalid_time", "Expected a time such as 2026-11-05T12:00:00Z.");
                });
    }

    private static Instant known(Instant time) throws InvalidFieldException {
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new InvalidFieldException("out_of_range", "Expected a year from 1 to 9999.");
        }
        return time;
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
