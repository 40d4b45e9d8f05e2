package dev.rowhook.filter.function.time;

import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.Interval;

/// Arithmetic of intervals.
public final class IntervalFunctions {
    private IntervalFunctions() {}

    public static void addTo(FunctionTable table) {
        table.unary("interval_finite", Interval.class, Interval::isFinite);
        table.unary("interval_um", Interval.class, Interval::negated);
        table.binary("interval_pl", Interval.class, Interval.class, Interval::plus);
        table.binary("interval_mi", Interval.class, Interval.class, Interval::minus);
        table.unary("interval_justify_hours", Interval.class, Interval::justifiedHours);
        table.binary("interval_scale", Interval.class, Long.class, IntervalPrecision::applied);
        table.binary("interval_mul", Interval.class, Double.class, IntervalScaling::times);
        table.binary(
                "mul_d_interval",
                Double.class,
                Interval.class,
                (factor, interval) -> IntervalScaling.times(interval, factor));
        table.binary("interval_div", Interval.class, Double.class, IntervalScaling::dividedBy);
    }
}
