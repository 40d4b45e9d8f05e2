package dev.rowhook.core;

/// A place in the WAL of a source. Compares only with places of the same incarnation of that
/// source.
public record Lsn(long value) implements Comparable<Lsn> {
    public static final Lsn ZERO = new Lsn(0);

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    /// As Postgres writes it: two hexadecimal halves.
    @Override
    public String toString() {
        return "%X/%X".formatted(value >>> 32, value & 0xFFFF_FFFFL);
    }
}
