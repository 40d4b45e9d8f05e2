package dev.rowhook.changelog;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.ValueType;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// The JSON of how values are rendered: a scalar by its name, an array of scalars by theirs and its
/// delimiter, any other array by its elements, a composite by its fields.
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredValueType(
        @Nullable Scalar scalar,
        @Nullable Character arrayDelimiter,
        @Nullable StoredValueType element,
        @Nullable List<StoredField> fields) {

    record StoredField(String name, StoredValueType type) {}

    static StoredValueType of(ValueType type) {
        return switch (type) {
            case Scalar scalar -> new StoredValueType(scalar, null, null, null);
            case ValueType.Array(Scalar element, char delimiter) ->
                    new StoredValueType(element, delimiter, null, null);
            case ValueType.Array(ValueType element, char delimiter) ->
                    new StoredValueType(null, delimiter, of(element), null);
            case ValueType.Row(List<ValueType.Field> fields) ->
                    new StoredValueType(
                            null,
                            null,
                            null,
                            fields.stream()
                                    .map(field -> new StoredField(field.name(), of(field.type())))
                                    .toList());
        };
    }

    ValueType type() {
        if (fields != null) {
            return new ValueType.Row(
                    fields.stream()
                            .map(field -> new ValueType.Field(field.name(), field.type().type()))
                            .toList());
        }
        ValueType plain = element == null ? Objects.requireNonNull(scalar) : element.type();
        return arrayDelimiter == null ? plain : new ValueType.Array(plain, arrayDelimiter);
    }
}
