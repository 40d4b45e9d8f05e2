package dev.rowhook.filter.value;

/// A value of uuid: its 128 bits. Orders by unsigned bytes.
public record Uuid(long high, long low) implements Comparable<Uuid> {
    @Override
    public int compareTo(Uuid other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh == 0 ? Long.compareUnsigned(low, other.low) : byHigh;
    }
}
