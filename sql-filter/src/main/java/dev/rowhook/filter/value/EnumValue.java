package dev.rowhook.filter.value;

/// A value of an enum. Those of one type order by their place in it.
///
/// @param place of the label among those of its type, from 0
public record EnumValue(String label, int place) implements Comparable<EnumValue> {
    @Override
    public int compareTo(EnumValue other) {
        return Integer.compare(place, other.place);
    }
}
