package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads intervals as ISO 8601 has them: `P1Y2M3DT4H5M6.7S`.
final class IsoIntervalReader {
    private static final String NUMBER = "([+-]?\\d{1,15}(?:\\.\\d+)?)";
    private static final Pattern DAYS = Pattern.compile("\\G" + NUMBER + "([YMWD])");
    private static final Pattern TIME = Pattern.compile("\\G" + NUMBER + "([HMS])");

    private IsoIntervalReader() {}

    /// @throws EvaluationException as [IntervalReader#read]
    static Interval read(String text) {
        IntervalSum sum = new IntervalSum();
        int end = parts(DAYS.matcher(text), 1, false, sum);
        if (end < text.length() && text.charAt(end) == 'T') {
            end = parts(TIME.matcher(text), end + 1, true, sum);
        }
        if (end < text.length() || end == 1) {
            throw IntervalReader.unread(text);
        }
        return sum.total();
    }

    private static int parts(Matcher matcher, int start, boolean time, IntervalSum sum) {
        int end = start;
        while (matcher.find(end)) {
            end = matcher.end();
            // By way of a double, as Postgres splits it.
            double number = Double.parseDouble(matcher.group(1));
            long whole = (long) number;
            sum.add(unit(matcher.group(2).charAt(0), time), whole, number - whole);
        }
        return end;
    }

    private static IntervalUnit unit(char letter, boolean time) {
        return switch (letter) {
            case 'Y' -> IntervalUnit.YEAR;
            case 'M' -> time ? IntervalUnit.MINUTE : IntervalUnit.MONTH;
            case 'W' -> IntervalUnit.WEEK;
            case 'D' -> IntervalUnit.DAY;
            case 'H' -> IntervalUnit.HOUR;
            default -> IntervalUnit.SECOND;
        };
    }
}
