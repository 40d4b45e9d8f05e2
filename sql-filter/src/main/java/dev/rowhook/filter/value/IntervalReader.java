package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads intervals as Postgres writes them, `1 year 2 mons -3 days +04:05:06.7`, the longer words
/// for units, and `ago`; [IsoIntervalReader] reads the rest. Not thread-safe; one per text.
final class IntervalReader {
    private static final Pattern PART =
            Pattern.compile(
                    "\\G *(?:([+-]?)(\\d{1,19}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d+))?)?"
                            + "|([+-]?)(\\d{1,18})(?:\\.(\\d+))? *([a-z]+))(?= |$)");
    private static final Pattern AGO = Pattern.compile("\\G *ago$");
    private static final Set<IntervalUnit> TIME =
            EnumSet.of(IntervalUnit.HOUR, IntervalUnit.MINUTE, IntervalUnit.SECOND);
    private static final Set<IntervalUnit> SECONDS =
            EnumSet.range(IntervalUnit.MICROSECOND, IntervalUnit.SECOND);

    private final String text;
    private final IntervalSum sum = new IntervalSum();
    private final Set<IntervalUnit> seen = EnumSet.noneOf(IntervalUnit.class);

    private IntervalReader(String text) {
        this.text = text;
    }

    /// @throws EvaluationException 22007, 22008, 22015 as Postgres; 0A000 if it may be fine
    static Interval read(String text) {
        String stripped = text.strip();
        return switch (stripped.toLowerCase(Locale.ROOT)) {
            case "infinity", "+infinity" -> Interval.INFINITY;
            case "-infinity" -> Interval.MINUS_INFINITY;
            default ->
                    stripped.startsWith("P")
                            ? IsoIntervalReader.read(stripped)
                            : new IntervalReader(stripped.toLowerCase(Locale.ROOT)).parts();
        };
    }

    private Interval parts() {
        Matcher matcher = PART.matcher(text);
        int end = text.startsWith("@") ? 1 : 0;
        while (matcher.find(end)) {
            end = matcher.end();
            if (matcher.group(3) != null) {
                time(matcher);
            } else {
                counted(matcher);
            }
        }
        Matcher ago = AGO.matcher(text);
        if (!seen.isEmpty() && ago.find(end)) {
            sum.negate();
            end = text.length();
        }
        if (seen.isEmpty() || end < text.length()) {
            throw unread(text);
        }
        return sum.total();
    }

    private void time(Matcher parts) {
        see(TIME);
        long minutes = number(parts.group(3));
        long seconds = number(parts.group(4));
        long micros = Math.round(Math.rint(fraction(parts.group(5)) * Timestamps.SECOND));
        if (minutes > 59 || seconds > 60) {
            throw outOfRange();
        }
        try {
            long hours = Math.multiplyExact(number(parts.group(2)), IntervalUnit.HOUR.size());
            long rest = (minutes * 60 + seconds) * Timestamps.SECOND + micros;
            sum.addTime(parts.group(1).equals("-"), Math.addExact(hours, rest));
        } catch (ArithmeticException _) {
            throw outOfRange();
        }
    }

    private void counted(Matcher parts) {
        IntervalUnit unit = IntervalUnit.find(parts.group(9)).orElseThrow(() -> unread(text));
        double fraction = fraction(parts.group(8));
        see(unit == IntervalUnit.SECOND && fraction != 0 ? SECONDS : Set.of(unit));
        boolean negative = parts.group(6).equals("-");
        long whole = number(parts.group(7));
        sum.add(unit, negative ? -whole : whole, negative ? -fraction : fraction);
    }

    private void see(Set<IntervalUnit> units) {
        for (IntervalUnit unit : units) {
            if (!seen.add(unit)) {
                throw new EvaluationException("22007", "invalid input syntax for type interval");
            }
        }
    }

    private static long number(@Nullable String digits) {
        if (digits == null) {
            return 0;
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw outOfRange();
        }
    }

    private static double fraction(@Nullable String digits) {
        return digits == null ? 0 : Double.parseDouble("0." + digits);
    }

    private static EvaluationException outOfRange() {
        return new EvaluationException("22015", "interval field value out of range");
    }

    static EvaluationException unread(String text) {
        return text.chars().anyMatch(character -> character >= '0' && character <= '9')
                ? new EvaluationException(
                        "0A000", "write the interval as 1 year 2 mons 3 days 04:05:06")
                : new EvaluationException("22007", "invalid input syntax for type interval");
    }
}
