package dev.rowhook.filter.value;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.EvaluationException;

import java.util.HashMap;
import java.util.Map;

/// An enum.
public final class EnumType implements ValueType<EnumValue> {
    private final String name;
    private final Map<String, EnumValue> values;

    private EnumType(String name, Map<String, EnumValue> values) {
        this.name = name;
        this.values = Map.copyOf(values);
    }

    public static EnumType of(SqlType.Enumeration type) {
        Map<String, EnumValue> values = new HashMap<>();
        for (String label : type.labels()) {
            values.put(label, new EnumValue(label, values.size()));
        }
        return new EnumType(type.name(), values);
    }

    @Override
    public EnumValue read(String text) {
        EnumValue value = values.get(text);
        if (value == null) {
            throw new EvaluationException("22P02", "invalid input value for enum " + name);
        }
        return value;
    }

    @Override
    public String write(EnumValue value) {
        return value.label();
    }
}
