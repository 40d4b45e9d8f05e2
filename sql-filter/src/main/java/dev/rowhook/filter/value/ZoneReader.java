package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the zone of a time: `Z`, `UTC`, `+02`, `+02:00`, `+0200`.
final class ZoneReader {
    private static final Pattern OFFSET =
            Pattern.compile("([+-])(?:(\\d{1,2})(?::?(\\d\\d))?|(\\d\\d):(\\d\\d):(\\d\\d))");

    private ZoneReader() {}

    /// Seconds east of Greenwich, 0 if there is no text; empty if it is not read here.
    ///
    /// @throws EvaluationException 22009
    static OptionalInt read(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "", "Z", "UTC", "GMT", "+00" -> OptionalInt.of(0);
            default -> offset(text);
        };
    }

    private static OptionalInt offset(String text) {
        Matcher parts = OFFSET.matcher(text);
        if (!parts.matches()) {
            return OptionalInt.empty();
        }
        boolean withSeconds = parts.group(4) != null;
        int hours = number(parts.group(withSeconds ? 4 : 2));
        int minutes = number(parts.group(withSeconds ? 5 : 3));
        int seconds = number(parts.group(6));
        if (hours > 15 || minutes > 59 || seconds > 59) {
            throw new EvaluationException("22009", "time zone displacement out of range");
        }
        int distance = (hours * 60 + minutes) * 60 + seconds;
        return OptionalInt.of(text.charAt(0) == '-' ? -distance : distance);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
