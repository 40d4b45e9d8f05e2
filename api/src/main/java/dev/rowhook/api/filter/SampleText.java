package dev.rowhook.api.filter;

import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.core.change.ValueType;
import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.FilterColumn;
import dev.rowhook.filter.value.Types;

import tools.jackson.databind.JsonNode;

import java.util.StringJoiner;

/// The text of a JSON value as a source would send it, as `to_jsonb` writes values.
final class SampleText {
    private static final int MAX_NUMBER = 10_000;

    private SampleText() {}

    /// @throws InvalidFieldException if the value is none of the column's type
    static String of(JsonNode value, FilterColumn column) throws InvalidFieldException {
        boolean array = value.isArray() && isArray(column.type());
        try {
            return Types.canonical(column.type(), array ? array(value) : scalar(value));
        } catch (EvaluationException e) {
            throw new InvalidFieldException(
                    "invalid_value", "%s: %s.".formatted(column.name(), e.getMessage()));
        }
    }

    private static boolean isArray(SqlType type) {
        return switch (type) {
            case SqlType.ArrayOf _ -> true;
            case SqlType.BuiltIn(int oid) ->
                    ValueType.ofBuiltIn(oid).filter(ValueType.Array.class::isInstance).isPresent();
            case SqlType.Enumeration _, SqlType.Opaque _ -> false;
        };
    }

    private static String array(JsonNode value) throws InvalidFieldException {
        StringJoiner elements = new StringJoiner(",", "{", "}");
        for (JsonNode element : value) {
            if (element.isNull()) {
                elements.add("NULL");
            } else if (element.isArray()) {
                elements.add(array(element));
            } else {
                String text = scalar(element).replace("\\", "\\\\").replace("\"", "\\\"");
                elements.add('"' + text + '"');
            }
        }
        return elements.toString();
    }

    private static String scalar(JsonNode value) throws InvalidFieldException {
        if (value.isString()) {
            return value.stringValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? "t" : "f";
        }
        if (value.isNumber()) {
            return Readers.number(MAX_NUMBER).read(value);
        }
        return value.toString();
    }
}
