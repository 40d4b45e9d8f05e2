package dev.rowhook.benchmarks.backfill;

import java.time.Duration;

/// What is measured.
///
/// @param rows that the table has at the beginning
/// @param live changes a second, of one row each
/// @param heap of Rowhook, as in `-Xmx`
/// @param batch messages a request at most
/// @param maxInFlight requests at a time
/// @param rowBytes of the id and the text of a row
record BackfillsOptions(int rows, int live, String heap, int batch, int maxInFlight, int rowBytes) {
    /// After which a part is given up.
    static final Duration TIME_LIMIT = Duration.ofMinutes(10);

    private static final int LEAST_ROW_BYTES = 9;

    /// Whether such a measurement can be made.
    boolean makeSense() {
        long messages = rows + live * TIME_LIMIT.toSeconds();
        return rows > 0
                && live > 0
                && batch > 0
                && maxInFlight > 0
                && rowBytes >= LEAST_ROW_BYTES
                && messages < Integer.MAX_VALUE;
    }
}
