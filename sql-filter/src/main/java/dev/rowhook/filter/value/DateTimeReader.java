package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Set;

/// Reads dates and times in the ISO forms that Postgres reads: `2024-02-29`, `2024-02-29
/// 12:30:00.5+02`, with `T` between and ` BC` behind. Not thread-safe; one per text.
final class DateTimeReader {
    private static final Set<String> CLOCK = Set.of("now", "today", "tomorrow", "yesterday");

    private final String text;
    private final String type;
    private int at;

    private DateTimeReader(String text, String type) {
        this.text = text.strip();
        this.type = type;
    }

    /// @param type its name in messages
    /// @throws EvaluationException 22007, 22008, 22009 as Postgres; 0A000 if it may be fine
    static DateTimeText dateTime(String text, String type) {
        return new DateTimeReader(text, type).dateTime();
    }

    /// The time of day and the zone, of the day 0.
    ///
    /// @throws EvaluationException likewise
    static DateTimeText.Moment time(String text, String type) {
        return new DateTimeReader(text, type).timeAlone();
    }

    private DateTimeText dateTime() {
        if (text.isEmpty() || !isDigit(text.charAt(0))) {
            return word();
        }
        int year = number(4, 9);
        expect('-');
        int month = number(1, 2);
        expect('-');
        int dayOfMonth = number(1, 2);
        boolean timed = skipSeparator();
        Clock clock = timed ? clock() : Clock.MIDNIGHT;
        boolean before = era();
        end();
        return new DateTimeText.Moment(
                day(year, month, dayOfMonth, before), clock.micros(), clock.east());
    }

    private DateTimeText word() {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "infinity", "+infinity" -> new DateTimeText.Infinite(false);
            case "-infinity" -> new DateTimeText.Infinite(true);
            case "epoch" -> new DateTimeText.Epoch();
            default -> throw unread();
        };
    }

    private long day(int year, int month, int dayOfMonth, boolean before) {
        if (year == 0 || month < 1 || month > 12 || dayOfMonth < 1) {
            throw outOfRange();
        }
        int counted = before ? 1 - year : year;
        if (dayOfMonth > YearMonth.of(counted, month).lengthOfMonth()) {
            throw outOfRange();
        }
        return Dates.fromCalendar(LocalDate.of(counted, month, dayOfMonth));
    }

    private DateTimeText.Moment timeAlone() {
        if (text.isEmpty() || !isDigit(text.charAt(0))) {
            throw unread();
        }
        Clock clock = clock();
        end();
        return new DateTimeText.Moment(0, clock.micros(), clock.east());
    }

    /// Whether a time follows.
    private boolean skipSeparator() {
        if (at < text.length() && (text.charAt(at) == 'T' || text.charAt(at) == 't')) {
            at++;
            return true;
        }
        int before = at;
        skipBlanks();
        return at > before && at < text.length() && isDigit(text.charAt(at));
    }

    private Clock clock() {
        int hour = number(1, 2);
        expect(':');
        int minute = number(1, 2);
        int second = 0;
        long fraction = 0;
        if (skip(':')) {
            second = number(1, 2);
            if (skip('.')) {
                fraction = fraction();
            }
        }
        long micros = micros(hour, minute, second, fraction);
        return new Clock(micros, ZoneReader.read(zone()).orElseThrow(this::unread));
    }

    private long micros(int hour, int minute, int second, long fraction) {
        long micros = ((hour * 60L + minute) * 60 + second) * Timestamps.SECOND + fraction;
        if (minute > 59 || second > 60 || micros > Timestamps.DAY) {
            throw outOfRange();
        }
        return micros;
    }

    /// The zone's text, empty if there is none; what may be an era is none.
    private String zone() {
        int before = at;
        skipBlanks();
        int start = at;
        while (at < text.length() && text.charAt(at) != ' ') {
            at++;
        }
        String zone = text.substring(start, at);
        if (isEra(zone)) {
            at = before;
            return "";
        }
        return zone;
    }

    private long fraction() {
        int start = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        if (start == at) {
            throw unread();
        }
        // By way of a double, as Postgres rounds.
        return (long) Math.rint(Double.parseDouble("0." + text.substring(start, at)) * 1_000_000);
    }

    private boolean era() {
        skipBlanks();
        String rest = text.substring(at);
        if (!isEra(rest)) {
            return false;
        }
        at = text.length();
        return rest.equalsIgnoreCase("BC");
    }

    private static boolean isEra(String word) {
        return word.equalsIgnoreCase("BC") || word.equalsIgnoreCase("AD");
    }

    private int number(int least, int most) {
        int start = at;
        int number = 0;
        while (at < text.length() && at - start < most && isDigit(text.charAt(at))) {
            number = number * 10 + text.charAt(at) - '0';
            at++;
        }
        if (at - start < least) {
            throw unread();
        }
        return number;
    }

    private void expect(char character) {
        if (!skip(character)) {
            throw unread();
        }
    }

    private boolean skip(char character) {
        if (at < text.length() && text.charAt(at) == character) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private void end() {
        if (at < text.length()) {
            throw unread();
        }
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private EvaluationException outOfRange() {
        return new EvaluationException("22008", "date/time field value out of range");
    }

    private EvaluationException unread() {
        String lower = text.toLowerCase(Locale.ROOT);
        if (CLOCK.stream().anyMatch(lower::contains)) {
            return new EvaluationException("0A000", "a filter does not depend on the clock");
        }
        if (lower.chars().allMatch(Character::isLetter) && !lower.equals("allballs")) {
            return new EvaluationException("22007", "invalid input syntax for type " + type);
        }
        return new EvaluationException(
                "0A000",
                type.startsWith("time ") || type.equals("time")
                        ? "write the time as HH:MM:SS"
                        : "write it as YYYY-MM-DD or YYYY-MM-DD HH:MM:SS");
    }
}
