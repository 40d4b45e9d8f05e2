package dev.rowhook.filter.value;

/// A value of `timetz`. Ordered as Postgres does: by the moment, then from east to west.
///
/// @param micros since midnight there
/// @param west seconds west of Greenwich
public record TimeTz(long micros, int west) implements Comparable<TimeTz> {

    @Override
    public int compareTo(TimeTz other) {
        int order = Long.compare(universal(), other.universal());
        return order != 0 ? order : Integer.compare(west, other.west);
    }

    private long universal() {
        return micros + west * Timestamps.SECOND;
    }

    static TimeTz read(String text) {
        DateTimeText.Moment time = DateTimeReader.time(text, "time with time zone");
        return new TimeTz(time.micros(), -time.zone());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(24);
        DateTimeWriter.time(text, micros);
        DateTimeWriter.zone(text, -west);
        return text.toString();
    }
}
