package dev.rowhook.filter.function.json;

import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.ArrayValue;
import dev.rowhook.filter.value.JsonParser;
import dev.rowhook.filter.value.Jsonb;
import dev.rowhook.filter.value.Nothing;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Functions of `json` and `jsonb` that take a `text[]`: `#>`, `#>>`, `?|`, `?&`.
public final class JsonPathFunctions {
    private JsonPathFunctions() {}

    public static void addTo(FunctionTable table) {
        table.binary(
                "json_extract_path",
                String.class,
                ArrayValue.class,
                (json, path) ->
                        path.hasNull()
                                ? Nothing.NULL
                                : JsonFunctions.slice(
                                        json, JsonPath.find(JsonParser.parse(json), texts(path))));
        table.binary(
                "json_extract_path_text",
                String.class,
                ArrayValue.class,
                (json, path) ->
                        path.hasNull()
                                ? Nothing.NULL
                                : JsonFunctions.text(
                                        json, JsonPath.find(JsonParser.parse(json), texts(path))));
        table.binary(
                "jsonb_extract_path",
                Jsonb.class,
                ArrayValue.class,
                (json, path) -> JsonbFunctions.value(find(json, path)));
        table.binary(
                "jsonb_extract_path_text",
                Jsonb.class,
                ArrayValue.class,
                (json, path) -> JsonbFunctions.text(find(json, path)));
        table.binary(
                "jsonb_exists_any",
                Jsonb.class,
                ArrayValue.class,
                (json, any) ->
                        texts(any).stream().anyMatch(text -> JsonbFunctions.exists(json, text)));
        table.binary(
                "jsonb_exists_all",
                Jsonb.class,
                ArrayValue.class,
                (json, all) ->
                        texts(all).stream().allMatch(text -> JsonbFunctions.exists(json, text)));
    }

    /// Without the nulls.
    private static List<String> texts(ArrayValue array) {
        return array.elements().stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private static Optional<Jsonb> find(Jsonb json, ArrayValue path) {
        if (path.hasNull()) {
            return Optional.empty();
        }
        Optional<Jsonb> found = Optional.of(json);
        for (String step : texts(path)) {
            found = found.flatMap(part -> next(part, step));
        }
        return found;
    }

    private static Optional<Jsonb> next(Jsonb json, String step) {
        if (json instanceof Jsonb.Array(var elements)) {
            OptionalInt index = PathIndex.read(step);
            return index.isPresent()
                    ? JsonbFunctions.find(elements, index.getAsInt())
                    : Optional.empty();
        }
        return JsonbFunctions.find(json, step);
    }
}
