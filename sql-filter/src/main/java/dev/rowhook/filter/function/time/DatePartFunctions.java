package dev.rowhook.filter.function.time;

import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.function.Implementation;
import dev.rowhook.filter.function.Maker;
import dev.rowhook.filter.function.Site;
import dev.rowhook.filter.function.UnsupportedCallException;
import dev.rowhook.filter.value.Nothing;
import dev.rowhook.filter.value.Timestamps;

import java.util.Locale;

/// `date_part` of timestamps and times, where the unit is constant. Its results are of type `double
/// precision`.
public final class DatePartFunctions {
    private static final long UNIX_EPOCH = 946_684_800_000_000L;

    private DatePartFunctions() {}

    public static void addTo(FunctionTable table) {
        Maker ofTimestamp =
                site -> {
                    String unit = unit(site);
                    check(unit, DatePart.ofTimestamp(unit, 0).isPresent());
                    return arguments -> ofTimestamp(unit, (Long) arguments[1]);
                };
        table.make("timestamp_part", ofTimestamp);
        table.make("timestamptz_part", ofTimestamp);
        table.make("time_part", DatePartFunctions::ofTime);
    }

    private static String unit(Site site) throws UnsupportedCallException {
        if (site.constants().getFirst() instanceof String unit) {
            return unit.toLowerCase(Locale.ROOT);
        }
        throw new UnsupportedCallException("the unit of date_part must be a constant");
    }

    private static void check(String unit, boolean known) throws UnsupportedCallException {
        if (!known && !unit.equals("epoch")) {
            throw new UnsupportedCallException("a filter has no date_part of unit " + unit);
        }
    }

    private static Object ofTimestamp(String unit, long timestamp) {
        if (!Timestamps.isFinite(timestamp)) {
            if (!DatePart.isUnbounded(unit)) {
                return Nothing.NULL;
            }
            return timestamp == Timestamps.INFINITY
                    ? Double.POSITIVE_INFINITY
                    : Double.NEGATIVE_INFINITY;
        }
        if (unit.equals("epoch")) {
            return timestamp < Long.MAX_VALUE - UNIX_EPOCH
                    ? (timestamp + UNIX_EPOCH) / 1_000_000.0
                    : ((double) timestamp + UNIX_EPOCH) / 1_000_000.0;
        }
        return DatePart.ofTimestamp(unit, timestamp).orElseThrow().approximate();
    }

    private static Implementation ofTime(Site site) throws UnsupportedCallException {
        String unit = unit(site);
        check(unit, DatePart.ofTime(unit, 0).isPresent());
        return arguments -> {
            long time = (Long) arguments[1];
            return unit.equals("epoch")
                    ? time / 1_000_000.0
                    : DatePart.ofTime(unit, time).orElseThrow().approximate();
        };
    }
}
