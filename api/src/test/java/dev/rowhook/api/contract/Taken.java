package dev.rowhook.api.contract;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/// What goes in: whatever was taken has to be taken still.
final class Taken extends Comparison {
    private static final List<String> LEAST = List.of("minimum", "minLength", "minItems");
    private static final List<String> MOST = List.of("maximum", "maxLength", "maxItems");
    private static final List<String> RULES =
            List.of("pattern", "format", "multipleOf", "uniqueItems", "const");

    Taken(JsonNode before, JsonNode after) {
        super(before, after);
    }

    @Override
    List<JsonNode> needed(List<JsonNode> was, List<JsonNode> is) {
        return was;
    }

    @Override
    List<JsonNode> others(List<JsonNode> was, List<JsonNode> is) {
        return is;
    }

    @Override
    List<String> compareEither(String where, JsonNode needed, JsonNode other) {
        return compareNamed(where, needed, other);
    }

    @Override
    List<String> compareOne(String where, JsonNode was, JsonNode is) {
        List<String> found = new ArrayList<>();
        if (!type(is).isEmpty()
                && !type(is).equals(type(was))
                && !(type(is).equals("number") && type(was).equals("integer"))) {
            return List.of(where + ": is of another type");
        }
        if (is.has("enum")
                && !(was.has("enum") && contains(is.path("enum"), was.path("enum")))
                && !(was.has("const")
                        && is.path("enum").valueStream().anyMatch(was.path("const")::equals))) {
            found.add(where + ": takes fewer values");
        }
        for (String rule : RULES) {
            if (is.has(rule) && !is.path(rule).equals(was.path(rule))) {
                found.add("%s: takes less, by %s".formatted(where, rule));
            }
        }
        LEAST.stream()
                .filter(rule -> isNarrower(was, is, rule, 1))
                .forEach(rule -> found.add("%s: takes less, by %s".formatted(where, rule)));
        MOST.stream()
                .filter(rule -> isNarrower(was, is, rule, -1))
                .forEach(rule -> found.add("%s: takes less, by %s".formatted(where, rule)));
        texts(is.path("required")).stream()
                .filter(name -> !texts(was.path("required")).contains(name))
                .forEach(name -> found.add("%s/%s: has to be there".formatted(where, name)));
        if (isClosed(is) && !isClosed(was)) {
            found.add(where + ": takes no other fields");
        }
        found.addAll(compareInner(where, was, is));
        return found;
    }

    private static boolean contains(JsonNode all, JsonNode some) {
        return some.valueStream().allMatch(value -> all.valueStream().anyMatch(value::equals));
    }

    private static boolean isNarrower(JsonNode was, JsonNode is, String rule, int sign) {
        return is.has(rule)
                && (!was.has(rule)
                        || sign
                                        * is.path(rule)
                                                .decimalValue()
                                                .compareTo(was.path(rule).decimalValue())
                                > 0);
    }

    private static boolean isClosed(JsonNode schema) {
        JsonNode more = schema.path("additionalProperties");
        return more.isBoolean() && !more.booleanValue();
    }
}
