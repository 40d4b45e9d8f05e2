package dev.rowhook.filter.value;

/// Writes an interval as `1 year 2 mons -3 days +04:05:06.7`. Not thread-safe; one per text.
final class IntervalWriter {
    private final StringBuilder text = new StringBuilder(32);
    private boolean afterNegative;

    private IntervalWriter() {}

    static String write(Interval interval) {
        IntervalWriter writer = new IntervalWriter();
        writer.part(interval.months() / 12, "year");
        writer.part(interval.months() % 12, "mon");
        writer.part(interval.days(), "day");
        writer.time(interval.micros());
        return writer.text.toString();
    }

    private void part(int count, String unit) {
        if (count == 0) {
            return;
        }
        separate();
        if (afterNegative && count > 0) {
            text.append('+');
        }
        text.append(count).append(' ').append(unit);
        if (count != 1) {
            text.append('s');
        }
        afterNegative = count < 0;
    }

    private void time(long micros) {
        if (micros == 0 && !text.isEmpty()) {
            return;
        }
        separate();
        if (micros < 0) {
            text.append('-');
        } else if (afterNegative) {
            text.append('+');
        }
        if (micros == Long.MIN_VALUE) {
            text.append("2562047788:00:54.775808");
        } else {
            DateTimeWriter.time(text, Math.abs(micros));
        }
    }

    private void separate() {
        if (!text.isEmpty()) {
            text.append(' ');
        }
    }
}
