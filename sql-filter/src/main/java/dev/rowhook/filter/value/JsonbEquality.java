package dev.rowhook.filter.value;

import java.util.List;
import java.util.SortedMap;

/// Whether two values of `jsonb` are equal.
final class JsonbEquality {
    private JsonbEquality() {}

    static boolean test(Jsonb first, Jsonb second) {
        return switch (first) {
            case Jsonb.Numeral(var number) ->
                    second instanceof Jsonb.Numeral(var other) && number.compareTo(other) == 0;
            case Jsonb.Array(var elements) ->
                    second instanceof Jsonb.Array(var others) && elements(elements, others);
            case Jsonb.Members(var members) ->
                    second instanceof Jsonb.Members(var others) && members(members, others);
            case Jsonb.Null _, Jsonb.Bool _, Jsonb.Text _ -> first.equals(second);
        };
    }

    private static boolean elements(List<Jsonb> first, List<Jsonb> second) {
        if (first.size() != second.size()) {
            return false;
        }
        for (int i = 0; i < first.size(); i++) {
            if (!test(first.get(i), second.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean members(
            SortedMap<String, Jsonb> first, SortedMap<String, Jsonb> second) {
        if (first.size() != second.size()) {
            return false;
        }
        for (var member : first.entrySet()) {
            Jsonb other = second.get(member.getKey());
            if (other == null || !test(member.getValue(), other)) {
                return false;
            }
        }
        return true;
    }
}
