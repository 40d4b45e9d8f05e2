package dev.rowhook.filter.value;

/// A time of day and its zone.
///
/// @param micros since midnight, up to a whole day
/// @param east seconds east of Greenwich
record Clock(long micros, int east) {
    static final Clock MIDNIGHT = new Clock(0, 0);
}
