package dev.rowhook.filter.function.json;

import dev.rowhook.filter.value.Jsonb;

import java.util.List;
import java.util.SortedMap;

/// `@>`: whether a value holds another, at each level by its own rules.
final class JsonbContainment {
    private JsonbContainment() {}

    /// Of whole values: there an array may hold a scalar that stands alone.
    static boolean test(Jsonb whole, Jsonb part) {
        if (whole instanceof Jsonb.Array(var elements) && part.isScalar()) {
            return holdsElement(elements, part);
        }
        return holds(whole, part);
    }

    private static boolean holds(Jsonb whole, Jsonb part) {
        return switch (part) {
            case Jsonb.Members(var members) ->
                    whole instanceof Jsonb.Members(var others) && holdsMembers(others, members);
            case Jsonb.Array(var elements) ->
                    whole instanceof Jsonb.Array(var others) && holdsElements(others, elements);
            default -> whole.isEqual(part);
        };
    }

    private static boolean holdsMembers(
            SortedMap<String, Jsonb> whole, SortedMap<String, Jsonb> part) {
        for (var member : part.entrySet()) {
            Jsonb other = whole.get(member.getKey());
            if (other == null || !holds(other, member.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsElements(List<Jsonb> whole, List<Jsonb> elements) {
        for (Jsonb element : elements) {
            if (!holdsElement(whole, element)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsElement(List<Jsonb> whole, Jsonb element) {
        for (Jsonb other : whole) {
            if (holds(other, element)) {
                return true;
            }
        }
        return false;
    }
}
