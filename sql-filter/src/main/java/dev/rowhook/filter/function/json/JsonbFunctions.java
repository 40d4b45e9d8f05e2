package dev.rowhook.filter.function.json;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.Jsonb;
import dev.rowhook.filter.value.Nothing;

import java.util.List;
import java.util.Optional;

/// Functions of `jsonb` that take something out of it, and tests of it.
public final class JsonbFunctions {
    private JsonbFunctions() {}

    public static void addTo(FunctionTable table) {
        table.binary(
                "jsonb_object_field",
                Jsonb.class,
                String.class,
                (json, name) -> value(find(json, name)));
        table.binary(
                "jsonb_object_field_text",
                Jsonb.class,
                String.class,
                (json, name) -> text(find(json, name)));
        table.binary(
                "jsonb_array_element",
                Jsonb.class,
                Long.class,
                (json, index) -> value(find(elements(json), index)));
        table.binary(
                "jsonb_array_element_text",
                Jsonb.class,
                Long.class,
                (json, index) -> text(find(elements(json), index)));
        table.binary("jsonb_eq", Jsonb.class, Jsonb.class, Jsonb::isEqual);
        table.binary("jsonb_ne", Jsonb.class, Jsonb.class, (a, b) -> !a.isEqual(b));
        table.binary("jsonb_contains", Jsonb.class, Jsonb.class, JsonbContainment::test);
        table.binary(
                "jsonb_contained",
                Jsonb.class,
                Jsonb.class,
                (part, whole) -> JsonbContainment.test(whole, part));
        table.binary("jsonb_exists", Jsonb.class, String.class, JsonbFunctions::exists);
        table.unary("jsonb_typeof", Jsonb.class, JsonbFunctions::typeOf);
        table.unary("jsonb_array_length", Jsonb.class, JsonbFunctions::length);
    }

    static Optional<Jsonb> find(Jsonb json, String name) {
        return json instanceof Jsonb.Members(var members)
                ? Optional.ofNullable(members.get(name))
                : Optional.empty();
    }

    static Optional<Jsonb> find(List<Jsonb> elements, long index) {
        long counted = index < 0 ? index + elements.size() : index;
        return counted >= 0 && counted < elements.size()
                ? Optional.of(elements.get((int) counted))
                : Optional.empty();
    }

    /// To Postgres a scalar that stands alone is an array of one.
    private static List<Jsonb> elements(Jsonb json) {
        return switch (json) {
            case Jsonb.Array(var elements) -> elements;
            case Jsonb.Members _ -> List.of();
            default -> List.of(json);
        };
    }

    static Object value(Optional<Jsonb> found) {
        return found.<Object>map(json -> json).orElse(Nothing.NULL);
    }

    /// A string without quotes, of `null` nothing, anything else as it is written.
    static Object text(Optional<Jsonb> found) {
        return found.<Object>map(json ->
                        switch (json) {
                            case Jsonb.Null _ -> Nothing.NULL;
                            case Jsonb.Text(String string) -> string;
                            default -> Jsonb.write(json);
                        })
                .orElse(Nothing.NULL);
    }

    /// Whether the text is a name in the object, or a string in the array.
    static boolean exists(Jsonb json, String text) {
        return switch (json) {
            case Jsonb.Members(var members) -> members.containsKey(text);
            default -> elements(json).contains(new Jsonb.Text(text));
        };
    }

    static String typeOf(Jsonb json) {
        return switch (json) {
            case Jsonb.Null _ -> "null";
            case Jsonb.Bool _ -> "boolean";
            case Jsonb.Numeral _ -> "number";
            case Jsonb.Text _ -> "string";
            case Jsonb.Array _ -> "array";
            case Jsonb.Members _ -> "object";
        };
    }

    private static Long length(Jsonb json) {
        return switch (json) {
            case Jsonb.Array(var elements) -> (long) elements.size();
            case Jsonb.Members _ ->
                    throw new EvaluationException(
                            "22023", "cannot get array length of a non-array");
            default ->
                    throw new EvaluationException("22023", "cannot get array length of a scalar");
        };
    }
}
