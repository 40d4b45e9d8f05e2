package dev.rowhook.dispatcher.http;

import okhttp3.Headers;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/// Reads the header `Retry-After`: seconds, or a date of HTTP.
final class RetryAfter {
    private static final String NAME = "retry-after";
    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    /// The pause that an answer asks for; empty if it asks for none, or nobody can tell for which.
    static Optional<Duration> read(Headers answer, Instant now) {
        String value = answer.get(NAME);
        if (value == null) {
            return Optional.empty();
        }
        String text = value.strip();
        if (text.matches("[0-9]{1," + MAX_DIGITS + "}(\\.[0-9]*)?")) {
            return Optional.of(seconds(text));
        }
        Date date = answer.getDate(NAME);
        if (date == null) {
            return Optional.empty();
        }
        Duration pause = Duration.between(now, date.toInstant());
        return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
    }

    /// Whether it is no number, or one that is not too large.
    static boolean isReadable(String value) {
        return value.length() <= MAX_DIGITS || !value.chars().allMatch(Character::isDigit);
    }

    /// A fraction, which the specification does not have, is rounded up.
    private static Duration seconds(String text) {
        int point = text.indexOf('.');
        if (point < 0) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        boolean more = text.substring(point + 1).chars().anyMatch(digit -> digit != '0');
        return Duration.ofSeconds(Long.parseLong(text.substring(0, point)) + (more ? 1 : 0));
    }
}
