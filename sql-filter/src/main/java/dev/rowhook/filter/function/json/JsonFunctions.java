package dev.rowhook.filter.function.json;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.JsonParser;
import dev.rowhook.filter.value.JsonText;
import dev.rowhook.filter.value.Nothing;

import java.util.List;
import java.util.Optional;

/// Functions of `json`, whose values are texts: what is taken out of one is a piece of it.
public final class JsonFunctions {
    private JsonFunctions() {}

    public static void addTo(FunctionTable table) {
        table.binary("json_object_field", String.class, String.class, JsonFunctions::field);
        table.binary(
                "json_object_field_text", String.class, String.class, JsonFunctions::fieldText);
        table.binary("json_array_element", String.class, Long.class, JsonFunctions::element);
        table.binary(
                "json_array_element_text", String.class, Long.class, JsonFunctions::elementText);
        table.unary("json_typeof", String.class, JsonFunctions::typeOf);
        table.unary("json_array_length", String.class, JsonFunctions::length);
    }

    private static Object field(String json, String name) {
        return slice(json, find(JsonParser.parse(json), name));
    }

    private static Object fieldText(String json, String name) {
        return text(json, find(JsonParser.parse(json), name));
    }

    private static Object element(String json, Long index) {
        return slice(json, find(JsonParser.parse(json), index));
    }

    private static Object elementText(String json, Long index) {
        return text(json, find(JsonParser.parse(json), index));
    }

    private static Optional<JsonText> find(JsonText json, String name) {
        Optional<JsonText> found = Optional.empty();
        if (json instanceof JsonText.Members object) {
            for (JsonText.Member member : object.members()) {
                if (member.name().equals(name)) {
                    found = Optional.of(member.value());
                }
            }
        }
        return found;
    }

    private static Optional<JsonText> find(JsonText json, long index) {
        if (!(json instanceof JsonText.Array array)) {
            return Optional.empty();
        }
        List<JsonText> elements = array.elements();
        long counted = index < 0 ? index + elements.size() : index;
        return counted >= 0 && counted < elements.size()
                ? Optional.of(elements.get((int) counted))
                : Optional.empty();
    }

    static Object slice(String json, Optional<JsonText> part) {
        return part.<Object>map(found -> json.substring(found.start(), found.end()))
                .orElse(Nothing.NULL);
    }

    /// A string without quotes, of `null` nothing, anything else as it stands.
    static Object text(String json, Optional<JsonText> part) {
        return part.<Object>map(found ->
                        switch (found) {
                            case JsonText.Null _ -> Nothing.NULL;
                            case JsonText.Text string -> string.value();
                            default -> json.substring(found.start(), found.end());
                        })
                .orElse(Nothing.NULL);
    }

    private static String typeOf(String json) {
        return switch (JsonParser.parseRaw(json)) {
            case JsonText.Null _ -> "null";
            case JsonText.Bool _ -> "boolean";
            case JsonText.Numeral _ -> "number";
            case JsonText.Text _ -> "string";
            case JsonText.Array _ -> "array";
            case JsonText.Members _ -> "object";
        };
    }

    private static Long length(String json) {
        return switch (JsonParser.parseRaw(json)) {
            case JsonText.Array array -> (long) array.elements().size();
            case JsonText.Members _ ->
                    throw new EvaluationException(
                            "22023", "cannot get array length of a non-array");
            default ->
                    throw new EvaluationException("22023", "cannot get array length of a scalar");
        };
    }
}
