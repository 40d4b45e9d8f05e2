package dev.rowhook.filter.value;

import java.util.Map;

/// The types of dates and times. All is of UTC.
public final class TimeTypes {
    private static final int DATE = 1082;
    private static final int TIME = 1083;
    private static final int TIMESTAMP = 1114;
    private static final int TIMESTAMPTZ = 1184;
    private static final int INTERVAL = 1186;
    private static final int TIMETZ = 1266;

    private TimeTypes() {}

    public static void addTo(Map<Integer, ValueType<?>> types) {
        types.put(DATE, new ReadAndWritten<>(Dates::read, Dates::write));
        types.put(TIME, new ReadAndWritten<>(TimeTypes::readTime, TimeTypes::writeTime));
        types.put(TIMESTAMP, new ReadAndWritten<>(Timestamps::read, Timestamps::write));
        types.put(
                TIMESTAMPTZ,
                new ReadAndWritten<>(Timestamps::readWithZone, Timestamps::writeWithZone));
        types.put(INTERVAL, new ReadAndWritten<>(Interval::read, Interval::toString));
        types.put(TIMETZ, new ReadAndWritten<>(TimeTz::read, TimeTz::toString));
    }

    private static Long readTime(String text) {
        return DateTimeReader.time(text, "time").micros();
    }

    private static String writeTime(Long time) {
        StringBuilder text = new StringBuilder(15);
        DateTimeWriter.time(text, time);
        return text.toString();
    }
}
