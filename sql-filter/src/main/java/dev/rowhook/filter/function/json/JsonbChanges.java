package dev.rowhook.filter.function.json;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.Jsonb;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Functions that make another `jsonb` of one: `||` and `-`.
public final class JsonbChanges {
    private JsonbChanges() {}

    public static void addTo(FunctionTable table) {
        table.binary("jsonb_concat", Jsonb.class, Jsonb.class, JsonbChanges::concatenated);
        table.binary("jsonb_delete", Jsonb.class, String.class, JsonbChanges::without);
        table.binary("jsonb_delete_idx", Jsonb.class, Long.class, JsonbChanges::without);
    }

    private static Jsonb concatenated(Jsonb first, Jsonb second) {
        if (first instanceof Jsonb.Members(var members)
                && second instanceof Jsonb.Members(var others)) {
            SortedMap<String, Jsonb> all = new TreeMap<>(members);
            all.putAll(others);
            return new Jsonb.Members(all);
        }
        List<Jsonb> all = new ArrayList<>(elements(first));
        all.addAll(elements(second));
        return new Jsonb.Array(all);
    }

    private static List<Jsonb> elements(Jsonb json) {
        return json instanceof Jsonb.Array(var elements) ? elements : List.of(json);
    }

    private static Jsonb without(Jsonb json, String name) {
        return switch (json) {
            case Jsonb.Members(var members) -> {
                SortedMap<String, Jsonb> rest = new TreeMap<>(members);
                rest.remove(name);
                yield new Jsonb.Members(rest);
            }
            case Jsonb.Array(var elements) -> {
                Jsonb removed = new Jsonb.Text(name);
                yield new Jsonb.Array(
                        elements.stream().filter(element -> !element.equals(removed)).toList());
            }
            default -> throw scalar();
        };
    }

    private static Jsonb without(Jsonb json, Long index) {
        return switch (json) {
            case Jsonb.Array(var elements) -> {
                long counted = index < 0 ? index + elements.size() : index;
                List<Jsonb> rest = new ArrayList<>(elements);
                if (counted >= 0 && counted < rest.size()) {
                    rest.remove((int) counted);
                }
                yield new Jsonb.Array(rest);
            }
            case Jsonb.Members _ ->
                    throw new EvaluationException(
                            "22023", "cannot delete from object using integer index");
            default -> throw scalar();
        };
    }

    private static EvaluationException scalar() {
        return new EvaluationException("22023", "cannot delete from scalar");
    }
}
