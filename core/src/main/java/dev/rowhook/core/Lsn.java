package dev.rowhook.core;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in the WAL of a source. Compares only with places of the same incarnation of that
/// source.
public record Lsn(long value) implements Comparable<Lsn> {
    public static final Lsn ZERO = new Lsn(0);
    private static final Pattern TEXT = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

    /// The place that `text` writes, as Postgres would, if it writes one.
    public static Optional<Lsn> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new Lsn(
                                Long.parseLong(matcher.group(1), 16) << 32
                                        | Long.parseLong(matcher.group(2), 16)))
                : Optional.empty();
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    /// As Postgres writes it: two hexadecimal halves.
    @Override
    public String toString() {
        return "%X/%X".formatted(value >>> 32, value & 0xFFFF_FFFFL);
    }
}
