package dev.rowhook.filter.value;

import dev.rowhook.core.change.SqlType;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The types whose values filters can read.
///
/// | type | class |
/// |---|---|
/// | bool | Boolean |
/// | int2, int4, int8, oid and its kin | Long |
/// | numeric | Numeric |
/// | float4, float8 | Float, Double |
/// | text, varchar, bpchar (with its blanks), name, "char", json, xml | String |
/// | bytea | Bytes |
/// | date | Integer: days since 2000-01-01, the least and greatest are -infinity and infinity |
/// | timestamp, timestamptz | Long: microseconds since 2000-01-01 (UTC), likewise |
/// | time | Long: microseconds since midnight |
/// | timetz, interval, uuid, jsonb, arrays, enums, ranges, inet | classes of this package |
/// | any other type | String: its text, as the stream has it |
public final class Types {
    private Types() {}

    private static final int XML = 142;
    private static final Map<Integer, ValueType<?>> BUILT_IN = builtIn();

    private static Map<Integer, ValueType<?>> builtIn() {
        Map<Integer, ValueType<?>> types = new HashMap<>();
        NumberTypes.addTo(types);
        TextTypes.addTo(types);
        JsonTypes.addTo(types);
        TimeTypes.addTo(types);
        StreamTextTypes.addTo(types);
        ArrayTypes.addTo(types);
        return Map.copyOf(types);
    }

    /// The type's texts; empty if they are not known here.
    public static Optional<ValueType<?>> find(SqlType type) {
        return switch (type) {
            case SqlType.BuiltIn(int oid) -> Optional.ofNullable(BUILT_IN.get(oid));
            case SqlType.Enumeration enumeration -> Optional.of(EnumType.of(enumeration));
            case SqlType.ArrayOf(int _, SqlType element) ->
                    find(element).map(one -> ArrayType.of(one, ','));
            case SqlType.Opaque _ -> Optional.empty();
        };
    }

    /// The same of those types whose texts can be read wherever they come from.
    public static Optional<ValueType<?>> findReadable(SqlType type) {
        return isReadable(type) ? find(type) : Optional.empty();
    }

    private static boolean isReadable(SqlType type) {
        return switch (type) {
            case SqlType.BuiltIn(int oid) ->
                    oid != XML
                            && !StreamTextTypes.includes(oid)
                            && !StreamTextTypes.includes(ArrayTypes.element(oid).orElse(oid));
            case SqlType.Enumeration _, SqlType.ArrayOf _ -> true;
            case SqlType.Opaque _ -> false;
        };
    }

    /// The text that the type's output function gives for a value of this text.
    ///
    /// @throws dev.rowhook.filter.EvaluationException if it is none of the type
    public static String canonical(SqlType type, String text) {
        return find(type).map(known -> canonical(known, text)).orElse(text);
    }

    private static <T> String canonical(ValueType<T> type, String text) {
        return type.write(type.read(text));
    }
}
