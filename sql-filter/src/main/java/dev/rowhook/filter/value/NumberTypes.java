package dev.rowhook.filter.value;

import java.util.Map;

/// bool and the types of numbers.
final class NumberTypes {
    private NumberTypes() {}

    static void addTo(Map<Integer, ValueType<?>> types) {
        types.put(16, BooleanType.INSTANCE);
        types.put(20, IntegerType.INT8);
        types.put(21, IntegerType.INT2);
        types.put(23, IntegerType.INT4);
        types.put(26, IntegerType.OID);
        types.put(700, FloatType.INSTANCE);
        types.put(701, DoubleType.INSTANCE);
        types.put(1700, NumericType.INSTANCE);
    }
}
