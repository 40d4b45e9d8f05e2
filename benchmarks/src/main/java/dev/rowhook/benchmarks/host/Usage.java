package dev.rowhook.benchmarks.host;

/// What processes have used.
///
/// @param writtenBytes that were handed to files. (What the block layer counts is no measure: a
///   page cache with large folios counts a whole folio for a write of 8 KiB.)
public record Usage(double cpuSeconds, long writtenBytes) {
    public static final Usage NONE = new Usage(0, 0);

    public Usage plus(Usage other) {
        return new Usage(cpuSeconds + other.cpuSeconds, writtenBytes + other.writtenBytes);
    }

    public Usage minus(Usage before) {
        return new Usage(cpuSeconds - before.cpuSeconds, writtenBytes - before.writtenBytes);
    }
}
