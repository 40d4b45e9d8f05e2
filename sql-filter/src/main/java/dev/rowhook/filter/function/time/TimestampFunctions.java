package dev.rowhook.filter.function.time;

import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.Dates;
import dev.rowhook.filter.value.Interval;
import dev.rowhook.filter.value.Nothing;
import dev.rowhook.filter.value.TimeTz;
import dev.rowhook.filter.value.Timestamps;

/// Arithmetic and casts of timestamps.
public final class TimestampFunctions {
    private TimestampFunctions() {}

    public static void addTo(FunctionTable table) {
        table.unary("timestamp_finite", Long.class, Timestamps::isFinite);
        table.binary("timestamp_mi", Long.class, Long.class, TimestampArithmetic::minus);
        for (String type : new String[] {"timestamp", "timestamptz"}) {
            table.binary(
                    type + "_pl_interval", Long.class, Interval.class, TimestampArithmetic::plus);
            table.binary(
                    type + "_mi_interval", Long.class, Interval.class, TimestampArithmetic::minus);
            table.unary(type + "_date", Long.class, TimestampFunctions::date);
            table.unary(type + "_time", Long.class, TimestampFunctions::time);
            table.binary(type + "_scale", Long.class, Long.class, Precision::rounded);
        }
        table.unary("timestamp_timestamptz", Long.class, timestamp -> timestamp);
        table.unary("timestamptz_timestamp", Long.class, timestamp -> timestamp);
        table.unary("timestamptz_timetz", Long.class, TimestampFunctions::timeWithZone);
    }

    private static Integer date(Long timestamp) {
        if (!Timestamps.isFinite(timestamp)) {
            return timestamp == Timestamps.INFINITY ? Dates.INFINITY : Dates.MINUS_INFINITY;
        }
        return (int) Timestamps.day(timestamp);
    }

    private static Object time(Long timestamp) {
        return Timestamps.isFinite(timestamp) ? Timestamps.timeOfDay(timestamp) : Nothing.NULL;
    }

    private static Object timeWithZone(Long timestamp) {
        return Timestamps.isFinite(timestamp)
                ? new TimeTz(Timestamps.timeOfDay(timestamp), 0)
                : Nothing.NULL;
    }
}
