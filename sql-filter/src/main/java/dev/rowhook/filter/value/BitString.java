package dev.rowhook.filter.value;

/// A value of bit or varbit. Orders bit by bit, a prefix first, which is as its text does.
///
/// @param bits its text: zeros and ones
public record BitString(String bits) implements Comparable<BitString> {
    @Override
    public int compareTo(BitString other) {
        return bits.compareTo(other.bits);
    }
}
