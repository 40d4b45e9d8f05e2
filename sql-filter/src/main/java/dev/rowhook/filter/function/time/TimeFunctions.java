package dev.rowhook.filter.function.time;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.Interval;
import dev.rowhook.filter.value.TimeTz;
import dev.rowhook.filter.value.Timestamps;

/// Arithmetic and casts of `time` and `timetz`. What passes midnight begins anew.
public final class TimeFunctions {
    private TimeFunctions() {}

    public static void addTo(FunctionTable table) {
        table.binary("time_pl_interval", Long.class, Interval.class, TimeFunctions::plus);
        table.binary("time_mi_interval", Long.class, Interval.class, TimeFunctions::minus);
        table.binary(
                "time_mi_time",
                Long.class,
                Long.class,
                (time, other) -> new Interval(0, 0, time - other));
        table.unary("time_interval", Long.class, time -> new Interval(0, 0, time));
        table.unary("time_timetz", Long.class, time -> new TimeTz(time, 0));
        table.binary("time_scale", Long.class, Long.class, Precision::roundedTime);
        table.unary("interval_time", Interval.class, TimeFunctions::time);
        table.unary("timetz_time", TimeTz.class, TimeTz::micros);
        table.binary(
                "timetz_pl_interval",
                TimeTz.class,
                Interval.class,
                (time, interval) -> new TimeTz(plus(time.micros(), interval), time.west()));
        table.binary(
                "timetz_mi_interval",
                TimeTz.class,
                Interval.class,
                (time, interval) -> new TimeTz(minus(time.micros(), interval), time.west()));
        table.binary(
                "timetz_scale",
                TimeTz.class,
                Long.class,
                (time, digits) ->
                        new TimeTz(Precision.roundedTime(time.micros(), digits), time.west()));
    }

    private static Long plus(Long time, Interval interval) {
        if (!interval.isFinite()) {
            throw new EvaluationException("22008", "cannot add infinite interval to time");
        }
        return Timestamps.timeOfDay(time + interval.micros());
    }

    private static Long minus(Long time, Interval interval) {
        if (!interval.isFinite()) {
            throw new EvaluationException("22008", "cannot subtract infinite interval from time");
        }
        return Timestamps.timeOfDay(time - interval.micros());
    }

    private static Long time(Interval interval) {
        if (!interval.isFinite()) {
            throw new EvaluationException("22008", "cannot convert infinite interval to time");
        }
        return Timestamps.timeOfDay(interval.micros());
    }
}
