package dev.rowhook.benchmarks.report;

import java.util.Locale;
import java.util.Optional;

/// How numbers are shown: with as many digits as mean something.
final class Numbers {
    private static final String NONE = "–";
    private static final double MEBI = 1 << 20;

    private Numbers() {}

    static String whole(Optional<Double> number) {
        return number.map(value -> format("%,.0f", value)).orElse(NONE);
    }

    /// Three digits or more.
    static String precise(Optional<Double> number) {
        return number.map(Numbers::precise).orElse(NONE);
    }

    static String precise(double number) {
        if (Math.abs(number) >= 100) {
            return format("%,.0f", number);
        }
        return Math.abs(number) >= 10 ? format("%.1f", number) : format("%.2f", number);
    }

    static String percent(Optional<Double> number) {
        return number.map(value -> format("%.0f %%", value)).orElse(NONE);
    }

    static String mebibytes(Optional<Double> bytes) {
        return whole(bytes.map(value -> value / MEBI));
    }

    private static String format(String pattern, double number) {
        return String.format(Locale.ROOT, pattern, number);
    }
}
