package dev.rowhook.filter.value;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The units in which intervals are written.
enum IntervalUnit {
    MICROSECOND(Part.MICROS, 1, "us usec usecs usecond useconds microsecond microseconds"),
    MILLISECOND(Part.MICROS, 1_000, "ms msec msecs msecond mseconds millisecond milliseconds"),
    SECOND(Part.MICROS, 1_000_000, "s sec secs second seconds"),
    MINUTE(Part.MICROS, 60_000_000, "m min mins minute minutes"),
    HOUR(Part.MICROS, 3_600_000_000L, "h hr hrs hour hours"),
    DAY(Part.DAYS, 1, "d day days"),
    WEEK(Part.DAYS, 7, "w week weeks"),
    MONTH(Part.MONTHS, 1, "mon mons month months"),
    YEAR(Part.YEARS, 1, "y yr yrs year years"),
    DECADE(Part.YEARS, 10, "dec decs decade decades"),
    CENTURY(Part.YEARS, 100, "c cent century centuries"),
    MILLENNIUM(Part.YEARS, 1_000, "mil mils millennium millennia");

    private static final Map<String, IntervalUnit> BY_NAME = byName();

    private final Part part;
    private final long size;
    private final String names;

    IntervalUnit(Part part, long size, String names) {
        this.part = part;
        this.size = size;
        this.names = names;
    }

    /// What a unit is counted in.
    enum Part {
        MICROS,
        DAYS,
        MONTHS,
        YEARS
    }

    Part part() {
        return part;
    }

    long size() {
        return size;
    }

    /// @param name in lower case
    static Optional<IntervalUnit> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Map<String, IntervalUnit> byName() {
        Map<String, IntervalUnit> units = new HashMap<>();
        for (IntervalUnit unit : values()) {
            List.of(unit.names.split(" ")).forEach(name -> units.put(name, unit));
        }
        return Map.copyOf(units);
    }
}
