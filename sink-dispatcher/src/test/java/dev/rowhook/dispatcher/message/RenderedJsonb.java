package dev.rowhook.dispatcher.message;

import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.ValueType;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `to_jsonb` says, with the one thing changed that messages say otherwise: timestamps of this
/// era have microseconds, and `Z` for UTC.
final class RenderedJsonb {
    /// A timestamp of this era, as `to_jsonb` writes it.
    private static final Pattern TIMESTAMP =
            Pattern.compile("(\\d+-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?(\\+00:00)?");

    private RenderedJsonb() {}

    static JsonNode of(ValueType type, JsonNode value) {
        if (value.isNull()) {
            return value;
        }
        return switch (type) {
            case ValueType.Array(ValueType element, _) -> array(type, element, value);
            case ValueType.Row(List<ValueType.Field> fields) -> row(fields, value);
            case Scalar.TIMESTAMP, Scalar.TIMESTAMPTZ -> withMicroseconds(value);
            case Scalar _ -> value;
        };
    }

    /// Of more dimensions than one, where elements are no arrays themselves.
    private static JsonNode array(ValueType type, ValueType element, JsonNode value) {
        var elements = JsonNodeFactory.instance.arrayNode();
        for (JsonNode one : value) {
            boolean nested = one.isArray() && !(element instanceof ValueType.Array);
            elements.add(of(nested ? type : element, one));
        }
        return elements;
    }

    private static JsonNode row(List<ValueType.Field> fields, JsonNode value) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (ValueType.Field field : fields) {
            row.set(field.name(), of(field.type(), value.required(field.name())));
        }
        return row;
    }

    private static JsonNode withMicroseconds(JsonNode value) {
        Matcher timestamp = TIMESTAMP.matcher(value.stringValue());
        if (!timestamp.matches()) {
            return value;
        }
        String fraction = Optional.ofNullable(timestamp.group(2)).orElse(".");
        String zone = timestamp.group(3) == null ? "" : "Z";
        return JsonNodeFactory.instance.stringNode(
                timestamp.group(1) + fraction + "0".repeat(7 - fraction.length()) + zone);
    }
}
