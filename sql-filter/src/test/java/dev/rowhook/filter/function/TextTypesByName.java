package dev.rowhook.filter.function;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.value.ArrayTypes;
import dev.rowhook.filter.value.EnumType;
import dev.rowhook.filter.value.TextTypes;
import dev.rowhook.filter.value.ValueType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The types that [TextCalls] needs, by their names.
final class TextTypesByName {
    static final SqlType.Enumeration MOOD =
            new SqlType.Enumeration(100_000, "mood", List.of("sad", "Ok", "happy"));

    private static final Map<String, Integer> OIDS =
            Map.ofEntries(
                    Map.entry("bool", 16),
                    Map.entry("bytea", 17),
                    Map.entry("\"char\"", 18),
                    Map.entry("name", 19),
                    Map.entry("int4", 23),
                    Map.entry("text", 25),
                    Map.entry("float8", 701),
                    Map.entry("bpchar", 1042),
                    Map.entry("varchar", 1043),
                    Map.entry("varbit", 1562),
                    Map.entry("uuid", 2950),
                    Map.entry("int4[]", 1007),
                    Map.entry("text[]", 1009),
                    Map.entry("bpchar[]", 1014),
                    Map.entry("float8[]", 1022),
                    Map.entry("bytea[]", 1001));

    private static final Map<Integer, ValueType<?>> TEXTS = texts();

    private TextTypesByName() {}

    static SqlType type(String name) {
        return name.equals("mood") ? MOOD : new SqlType.BuiltIn(OIDS.getOrDefault(name, 0));
    }

    @SuppressWarnings("unchecked")
    static ValueType<Object> texts(String name) {
        ValueType<?> type =
                name.equals("mood") ? EnumType.of(MOOD) : TEXTS.get(OIDS.getOrDefault(name, 0));
        if (type == null) {
            throw new IllegalArgumentException(name);
        }
        return (ValueType<Object>) type;
    }

    private static Map<Integer, ValueType<?>> texts() {
        Map<Integer, ValueType<?>> types = new HashMap<>();
        types.put(16, new Plain<>(Boolean::valueOf));
        types.put(23, new Plain<>(Long::valueOf));
        types.put(701, new Plain<>(Double::valueOf));
        TextTypes.addTo(types);
        ArrayTypes.addTo(types);
        return types;
    }

    private record Plain<T>(Function<String, T> reading) implements ValueType<T> {
        @Override
        public T read(String text) {
            return reading.apply(text);
        }

        @Override
        public String write(T value) {
            return String.valueOf(value);
        }
    }
}
