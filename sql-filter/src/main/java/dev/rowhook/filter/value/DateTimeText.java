package dev.rowhook.filter.value;

/// What the text of a date or timestamp says.
sealed interface DateTimeText {

    record Infinite(boolean negative) implements DateTimeText {}

    /// 1970-01-01 00:00 UTC.
    record Epoch() implements DateTimeText {}

    /// @param day days since 2000-01-01
    /// @param micros since midnight, up to a whole day
    /// @param zone seconds east of Greenwich; 0 if the text names none
    record Moment(long day, long micros, int zone) implements DateTimeText {}
}
