package dev.rowhook.filter.function;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.value.ArrayValue;
import dev.rowhook.filter.value.JsonTypes;
import dev.rowhook.filter.value.Nothing;
import dev.rowhook.filter.value.TimeTypes;
import dev.rowhook.filter.value.ValueType;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The types that [Comparison] needs, and their names.
final class PlainTypes {
    static final Map<String, SqlType> NAMES =
            Map.ofEntries(
                    name("bool", 16),
                    name("int8", 20),
                    name("int2", 21),
                    name("int4", 23),
                    name("precision", 23),
                    name("modifier", 23),
                    name("text", 25),
                    name("json", 114),
                    name("float4", 700),
                    name("float8", 701),
                    name("text[]", 1009),
                    name("date", 1082),
                    name("time", 1083),
                    name("timestamp", 1114),
                    name("timestamptz", 1184),
                    name("interval", 1186),
                    name("timetz", 1266),
                    name("jsonb", 3802));

    private PlainTypes() {}

    static Map<Integer, ValueType<?>> texts() {
        Map<Integer, ValueType<?>> types = new HashMap<>();
        TimeTypes.addTo(types);
        JsonTypes.addTo(types);
        types.put(16, new Plain<>(Boolean::valueOf));
        types.put(20, new Plain<>(Long::valueOf));
        types.put(21, new Plain<>(Long::valueOf));
        types.put(23, new Plain<>(Long::valueOf));
        types.put(25, new Plain<>(text -> text));
        types.put(1009, new Plain<>(PlainTypes::array));
        types.put(700, new Plain<>(Float::valueOf));
        types.put(701, new Plain<>(Double::valueOf));
        return types;
    }

    /// Of an array whose elements need no quotes.
    private static ArrayValue array(String text) {
        List<Object> elements = new ArrayList<>();
        for (String element : text.substring(1, text.length() - 1).split(",", -1)) {
            elements.add(element.equals("NULL") ? Nothing.NULL : element);
        }
        return text.equals("{}") ? ArrayValue.empty() : ArrayValue.of(elements);
    }

    private static Map.Entry<String, SqlType> name(String name, int oid) {
        return Map.entry(name, new SqlType.BuiltIn(oid));
    }

    private record Plain<T>(Function<String, T> reading) implements ValueType<T> {
        @Override
        public T read(String text) {
            return reading.apply(text);
        }

        @Override
        public String write(T value) {
            return value instanceof Float || value instanceof Double
                    ? number(String.valueOf(value))
                    : String.valueOf(value);
        }

        /// Without an exponent where Postgres has none: below 1e15 in any case.
        private String number(String text) {
            if (text.endsWith("Infinity")) {
                return text;
            }
            BigDecimal number = new BigDecimal(text).stripTrailingZeros();
            return number.toPlainString();
        }
    }
}
