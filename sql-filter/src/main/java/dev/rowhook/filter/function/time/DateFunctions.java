package dev.rowhook.filter.function.time;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.Dates;
import dev.rowhook.filter.value.Interval;
import dev.rowhook.filter.value.TimeTz;
import dev.rowhook.filter.value.Timestamps;

/// Arithmetic and casts of dates.
public final class DateFunctions {
    private DateFunctions() {}

    public static void addTo(FunctionTable table) {
        table.unary("date_finite", Integer.class, Dates::isFinite);
        table.binary("date_pli", Integer.class, Long.class, DateFunctions::plus);
        table.binary("date_mii", Integer.class, Long.class, (date, days) -> plus(date, -days));
        table.binary("date_mi", Integer.class, Integer.class, DateFunctions::minus);
        table.binary("date_pl_interval", Integer.class, Interval.class, DateFunctions::plus);
        table.binary("date_mi_interval", Integer.class, Interval.class, DateFunctions::minus);
        table.unary("date_timestamp", Integer.class, Timestamps::ofDate);
        table.unary("date_timestamptz", Integer.class, Timestamps::ofDate);
        table.binary("datetime_timestamp", Integer.class, Long.class, DateFunctions::at);
        table.binary("datetimetz_timestamptz", Integer.class, TimeTz.class, DateFunctions::at);
    }

    private static Integer plus(Integer date, long days) {
        return Dates.isFinite(date) ? Dates.checked(date + days) : date;
    }

    private static Long minus(Integer date, Integer other) {
        if (!Dates.isFinite(date) || !Dates.isFinite(other)) {
            throw new EvaluationException("22008", "cannot subtract infinite dates");
        }
        return (long) date - other;
    }

    private static Long plus(Integer date, Interval interval) {
        return TimestampArithmetic.plus(Timestamps.ofDate(date), interval);
    }

    private static Long minus(Integer date, Interval interval) {
        return TimestampArithmetic.minus(Timestamps.ofDate(date), interval);
    }

    private static Long at(Integer date, Long time) {
        long begin = Timestamps.ofDate(date);
        return Dates.isFinite(date) ? Timestamps.of(date, time) : begin;
    }

    private static Long at(Integer date, TimeTz time) {
        long begin = Timestamps.ofDate(date);
        if (!Dates.isFinite(date)) {
            return begin;
        }
        return Timestamps.of(date, time.micros() + time.west() * Timestamps.SECOND);
    }
}
