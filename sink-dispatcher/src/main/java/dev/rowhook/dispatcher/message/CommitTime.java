package dev.rowhook.dispatcher.message;

/// Writes a moment as ISO 8601 with microseconds and `Z`, as a JSON string.
final class CommitTime {
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final long SECONDS_A_DAY = 86_400;
    private static final long DAYS_OF_400_YEARS = 146_097;

    /// From 0000-03-01 to 1970-01-01: counted from March, a leap day ends its year.
    private static final long DAYS_BEFORE_1970 = 719_468;

    private static final int LONGEST = 32;

    private CommitTime() {}

    /// @param micros since 1970-01-01 UTC
    static void append(long micros, JsonBuffer out) {
        long seconds = Math.floorDiv(micros, MICROS_A_SECOND);
        int fraction = (int) Math.floorMod(micros, MICROS_A_SECOND);
        int time = (int) Math.floorMod(seconds, SECONDS_A_DAY);

        byte[] target = out.reserve(LONGEST);
        int to = out.length();
        target[to++] = '"';
        to = date(Math.floorDiv(seconds, SECONDS_A_DAY), target, to);
        target[to++] = 'T';
        to = digits(time / 3600, 2, target, to);
        target[to++] = ':';
        to = digits(time / 60 % 60, 2, target, to);
        target[to++] = ':';
        to = digits(time % 60, 2, target, to);
        target[to++] = '.';
        to = digits(fraction, 6, target, to);
        target[to++] = 'Z';
        target[to++] = '"';
        out.written(to);
    }

    /// The days from 1970-01-01 to a day, which may be before it. Years count without a gap.
    static long daysSince1970(long year, int month, int day) {
        // Counted from March, as above.
        long shifted = month > 2 ? year : year - 1;
        long era = Math.floorDiv(shifted, 400);
        long yearOfEra = Math.floorMod(shifted, 400);
        int monthFromMarch = month > 2 ? month - 3 : month + 9;
        long dayOfYear = (153L * monthFromMarch + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DAYS_OF_400_YEARS + dayOfEra - DAYS_BEFORE_1970;
    }

    private static int date(long daysSince1970, byte[] target, int at) {
        long days = daysSince1970 + DAYS_BEFORE_1970;
        long era = Math.floorDiv(days, DAYS_OF_400_YEARS);
        int dayOfEra = (int) Math.floorMod(days, DAYS_OF_400_YEARS);
        int yearOfEra =
                (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = (int) (era * 400) + yearOfEra + (month <= 2 ? 1 : 0);

        int to = year(year, target, at);
        target[to++] = '-';
        to = digits(month, 2, target, to);
        target[to++] = '-';
        return digits(day, 2, target, to);
    }

    /// Beyond four digits with a sign, as ISO 8601 has it.
    private static int year(int year, byte[] target, int at) {
        if (year >= 0 && year <= 9999) {
            return digits(year, 4, target, at);
        }
        target[at] = (byte) (year < 0 ? '-' : '+');
        return digits(Math.abs(year), 6, target, at + 1);
    }

    private static int digits(int number, int count, byte[] target, int at) {
        int rest = number;
        for (int i = at + count - 1; i >= at; i--) {
            target[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + count;
    }
}
