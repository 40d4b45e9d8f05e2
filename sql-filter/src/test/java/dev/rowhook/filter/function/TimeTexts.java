package dev.rowhook.filter.function;

import java.util.List;
import java.util.Random;

/// Random texts of dates and times, and the odd ones. Not thread-safe.
final class TimeTexts {
    static final List<String> EDGES =
            List.of(
                    "2024-02-29",
                    "2023-02-29",
                    "0000-01-01",
                    "2024-13-01",
                    "2024-00-01",
                    "2024-12-32",
                    "2024-1-5",
                    "4714-11-24 BC",
                    "4714-11-23 BC",
                    "5874897-12-31",
                    "5874898-01-01",
                    "294276-12-31 23:59:59.999999",
                    "294277-01-01",
                    "4714-11-24 00:00:00+01 BC",
                    "294276-12-31 23:59:59-01",
                    "294276-12-31 24:00:00",
                    "2024-02-29 24:00:00",
                    "2024-02-29 24:00:00.5",
                    "2024-02-29 25:00",
                    "2024-02-29 23:59:60",
                    "2024-02-29 23:59:60.5",
                    "2024-02-29 23:59:61",
                    "2024-02-29 23:60",
                    "2024-02-29T12:30:00.1234567Z",
                    "2024-02-29t12:30:00.9999999 utc",
                    "2024-02-29 12:30:00.0000005+15:59:59",
                    "2024-02-29 12:30:00-16",
                    "2024-02-29 12:30:00 +0530",
                    "2024-02-29 12:30:00+530",
                    "2024-02-29 12:30+5:30 ad",
                    " 2024-02-29  12:30 ",
                    "epoch",
                    "Infinity",
                    "-infinity",
                    "+infinity",
                    "hello",
                    "",
                    "24:00:00",
                    "24:00:01",
                    "23:59:60",
                    "23:59:60.5",
                    "12:30",
                    "1:2:3",
                    "12:30:45.678+02",
                    "12:30:45.678-02:30:15",
                    "1 year 2 mons -3 days +04:05:06.7",
                    "-1 year -2 mons +3 days -04:05:06.7",
                    "3 years ago",
                    "-1 mon +2 days ago",
                    "@ 1 day",
                    "1.5 years 2.7 months 1.3 weeks 1.1 days",
                    "1 millennium 2 centuries 3 decades",
                    "5 ms 7 us",
                    "1.5 sec 2 ms",
                    "1 day 1 day",
                    "1 hour 00:01",
                    "1 day 60:60",
                    "2147483647 months",
                    "2147483648 months",
                    "178956971 years",
                    "9223372036854775807 us",
                    "9223372036855 s",
                    "-9223372036854775808 us",
                    "2562047788:00:54.775807",
                    "99999999999:00",
                    "P1Y2M3DT4H5M6.7S",
                    "P-1Y-2M3DT-4H5M-6.7S",
                    "P1.5Y0.3M2.1W0.7D",
                    "PT36H",
                    "PT",
                    "P",
                    "P1Y2",
                    "ago");

    private final Random random;

    TimeTexts(Random random) {
        this.random = random;
    }

    String of(String type) {
        return switch (type) {
            case "date" -> random.nextInt(12) == 0 ? infinite() : date(true) + era();
            case "timestamp" ->
                    random.nextInt(12) == 0 ? infinite() : date(false) + " " + time() + era();
            case "timestamptz" ->
                    random.nextInt(12) == 0
                            ? infinite()
                            : date(false) + " " + time() + zone() + era();
            case "time" -> random.nextInt(20) == 0 ? "24:00:00" : time();
            case "timetz" -> time() + zone();
            case "interval" -> interval();
            case "int4" -> Integer.toString(number());
            case "precision" -> Integer.toString(random.nextInt(7));
            case "modifier" -> Integer.toString(modifier());
            case "float8" -> oneOf("0", "1", "-1", "0.5", "3", "-0.1", "1e10", "7.3", factor());
            default -> throw new IllegalArgumentException(type);
        };
    }

    /// Of intervals: the fields, and the digits of seconds.
    private int modifier() {
        int[] fields = {0x7FFF, 4, 2, 6, 8, 0x400, 0x408, 0x800, 0xC00, 0xC08, 0x1000, 0x1C08};
        int range = fields[random.nextInt(fields.length)];
        boolean seconds = range >= 0x1000;
        return (range << 16) | (seconds && random.nextBoolean() ? random.nextInt(7) : 0xFFFF);
    }

    private String factor() {
        return Double.toString(random.nextGaussian() * 10);
    }

    private int number() {
        return random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(-800, 800);
    }

    private String infinite() {
        return oneOf("infinity", "-infinity");
    }

    private String era() {
        return random.nextInt(10) == 0 ? " BC" : "";
    }

    private String date(boolean wide) {
        int year =
                switch (random.nextInt(8)) {
                    case 0 -> random.nextInt(1, 4714);
                    case 1 -> random.nextInt(1, wide ? 5874898 : 294277);
                    default -> random.nextInt(1998, 2003);
                };
        int day = random.nextBoolean() ? random.nextInt(1, 29) : 28;
        return "%04d-%02d-%02d".formatted(year, random.nextInt(1, 13), day);
    }

    private String time() {
        String minutes = "%02d:%02d".formatted(random.nextInt(24), random.nextInt(60));
        return switch (random.nextInt(4)) {
            case 0 -> "00:00:00";
            case 1 -> minutes;
            case 2 -> minutes + ":%02d".formatted(random.nextInt(60));
            default ->
                    minutes
                            + ":%02d.".formatted(random.nextInt(60))
                            + fraction(random.nextInt(1, 9));
        };
    }

    private String fraction(int digits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            text.append(random.nextInt(10));
        }
        return text.toString();
    }

    private String zone() {
        return oneOf("", "+00", "-08", "+05:30", "Z", "+02:03:04", "-0330", " UTC");
    }

    private String interval() {
        if (random.nextInt(15) == 0) {
            return infinite();
        }
        StringBuilder text = new StringBuilder();
        for (String unit : List.of("years", "mons", "days", "hours")) {
            if (random.nextInt(3) == 0) {
                text.append(number() % 10_000).append(' ').append(unit).append(' ');
            }
        }
        if (text.indexOf("hours") < 0) {
            text.append(oneOf("", "-", "+")).append(time());
        }
        if (random.nextInt(10) == 0) {
            text.append(" ago");
        }
        return text.toString();
    }

    private String oneOf(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
