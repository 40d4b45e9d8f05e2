package dev.rowhook.reader;

/// What a reader does not go beyond.
///
/// @param maxRowBytes the size of a change as the source sends it; a larger one that a sink wants
///   leaves the database stuck in front of it
/// @param failures equal ones at one place, after which the database is stuck there
public record ReaderLimits(long maxRowBytes, int failures) {
    private static final int FAILURES = 5;
    private static final int PART_OF_HEAP = 8;

    /// An eighth of the heap, for a row is held several times on its way into the log; and five.
    public static ReaderLimits defaults() {
        return new ReaderLimits(Runtime.getRuntime().maxMemory() / PART_OF_HEAP, FAILURES);
    }
}
