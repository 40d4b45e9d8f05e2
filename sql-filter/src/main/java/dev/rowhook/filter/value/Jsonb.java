package dev.rowhook.filter.value;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A value of `jsonb`: of members of the same name only the last is left, and they are in
/// Postgres's order. Immutable.
public sealed interface Jsonb {

    record Null() implements Jsonb {}

    record Bool(boolean value) implements Jsonb {}

    /// @param value its scale is part of the text unless it is negative, and does not matter to
    ///   equality of `jsonb`
    record Numeral(BigDecimal value) implements Jsonb {}

    record Text(String value) implements Jsonb {}

    record Array(List<Jsonb> elements) implements Jsonb {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    record Members(SortedMap<String, Jsonb> members) implements Jsonb {
        public Members {
            SortedMap<String, Jsonb> ordered = new TreeMap<>(JsonKeys.ORDER);
            ordered.putAll(members);
            members = Collections.unmodifiableSortedMap(ordered);
        }
    }

    default boolean isScalar() {
        return !(this instanceof Array) && !(this instanceof Members);
    }

    /// Whether both are equal to Postgres: numbers by their value.
    default boolean isEqual(Jsonb other) {
        return JsonbEquality.test(this, other);
    }

    /// The text as Postgres has it.
    static String write(Jsonb value) {
        return JsonbWriter.write(value);
    }

    /// @throws dev.rowhook.filter.EvaluationException as [JsonParser#parse]; 22003
    static Jsonb read(String text) {
        return JsonbReader.read(text);
    }
}
