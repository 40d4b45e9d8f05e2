package dev.rowhook.filter.function.time;

import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.Dates;
import dev.rowhook.filter.value.Interval;
import dev.rowhook.filter.value.TimeTz;
import dev.rowhook.filter.value.Timestamps;

import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.function.ToIntBiFunction;

/// Comparisons of dates, times and intervals, also of dates with timestamps.
public final class TimeComparisons {
    private TimeComparisons() {}

    public static void addTo(FunctionTable table) {
        same(table, "date", Integer.class);
        same(table, "timestamp", Long.class);
        same(table, "time", Long.class);
        same(table, "timetz", TimeTz.class);
        same(table, "interval", Interval.class);
        for (String type : new String[] {"timestamp", "timestamptz"}) {
            String behind = "_" + type;
            all(table, "date", behind, Integer.class, Long.class, TimeComparisons::compare);
            all(
                    table,
                    type,
                    "_date",
                    Long.class,
                    Integer.class,
                    (timestamp, date) -> -compare(date, timestamp));
        }
        all(table, "timestamp", "_timestamptz", Long.class, Long.class, Long::compare);
        all(table, "timestamptz", "_timestamp", Long.class, Long.class, Long::compare);
    }

    /// A date is its begin; one that no timestamp reaches is after all but infinity.
    private static int compare(Integer date, Long timestamp) {
        if (Dates.isFinite(date) && !Timestamps.covers(date)) {
            return timestamp == Timestamps.INFINITY ? -1 : 1;
        }
        return Long.compare(Timestamps.ofDate(date), timestamp);
    }

    private static <T extends Comparable<T>> void same(
            FunctionTable table, String type, Class<T> values) {
        Comparator<T> order = Comparator.naturalOrder();
        all(table, type, "", values, values, order::compare);
    }

    private static <A, B> void all(
            FunctionTable table,
            String before,
            String behind,
            Class<A> first,
            Class<B> second,
            ToIntBiFunction<A, B> order) {
        table.binary(
                before + "_cmp" + behind,
                first,
                second,
                (a, b) -> (long) Integer.signum(order.applyAsInt(a, b)));
        test(table, before + "_lt" + behind, first, second, order, sign -> sign < 0);
        test(table, before + "_le" + behind, first, second, order, sign -> sign <= 0);
        test(table, before + "_eq" + behind, first, second, order, sign -> sign == 0);
        test(table, before + "_ne" + behind, first, second, order, sign -> sign != 0);
        test(table, before + "_ge" + behind, first, second, order, sign -> sign >= 0);
        test(table, before + "_gt" + behind, first, second, order, sign -> sign > 0);
    }

    private static <A, B> void test(
            FunctionTable table,
            String prosrc,
            Class<A> first,
            Class<B> second,
            ToIntBiFunction<A, B> order,
            IntPredicate holds) {
        table.binary(prosrc, first, second, (a, b) -> holds.test(order.applyAsInt(a, b)));
    }
}
