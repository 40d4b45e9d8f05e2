package dev.rowhook.api.contract;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Compares a schema before and after a change, for one direction in which values go.
abstract class Comparison {
    protected final JsonNode before;
    protected final JsonNode after;
    private final Map<List<String>, List<String>> compared = new HashMap<>();

    Comparison(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    /// What breaks whoever relies on the schema as it was.
    List<String> compare(String where, JsonNode was, JsonNode is) {
        List<JsonNode> choices = Choices.of(before, was);
        List<JsonNode> choicesNow = Choices.of(after, is);
        if (choices.size() == 1 && choicesNow.size() == 1) {
            return compareNamed(where, choices.getFirst(), choicesNow.getFirst());
        }
        List<String> found = new ArrayList<>();
        for (JsonNode needed : needed(choices, choicesNow)) {
            List<List<String>> tried =
                    others(choices, choicesNow).stream()
                            .map(other -> compareEither(where, needed, other))
                            .toList();
            if (tried.stream().noneMatch(List::isEmpty)) {
                List<List<String>> near =
                        tried.stream().filter(breaks -> !isOtherType(breaks)).toList();
                found.addAll(
                        near.size() == 1
                                ? near.getFirst()
                                : List.of(
                                        "%s: %s agrees with nothing"
                                                .formatted(where, word(needed))));
            }
        }
        return found;
    }

    /// Two schemas that have names are told of where they are met first; they may hold themselves.
    protected List<String> compareNamed(String where, JsonNode was, JsonNode is) {
        if (!was.has("$ref") || !is.has("$ref")) {
            return compareOne(where, Choices.resolve(before, was), Choices.resolve(after, is));
        }
        List<String> names = List.of(word(was), word(is));
        if (!compared.containsKey(names)) {
            compared.put(names, List.of());
            compared.put(
                    names,
                    compareOne(where, Choices.resolve(before, was), Choices.resolve(after, is)));
        }
        return compared.getOrDefault(names, List.of());
    }

    private static String word(JsonNode schema) {
        return schema.path("$ref").asString(type(schema));
    }

    private static boolean isOtherType(List<String> breaks) {
        return breaks.stream().anyMatch(text -> text.contains("is of another type"));
    }

    /// The choices each of which has to have a counterpart.
    abstract List<JsonNode> needed(List<JsonNode> was, List<JsonNode> is);

    abstract List<JsonNode> others(List<JsonNode> was, List<JsonNode> is);

    abstract List<String> compareEither(String where, JsonNode needed, JsonNode other);

    /// Compares two schemas of one type each.
    abstract List<String> compareOne(String where, JsonNode was, JsonNode is);

    /// Compares fields that both have, and elements.
    protected List<String> compareInner(String where, JsonNode was, JsonNode is) {
        List<String> found = new ArrayList<>();
        was.path("properties")
                .forEachEntry((name, property) -> {
                    JsonNode now = is.path("properties").path(name);
                    String place = where + "/" + name;
                    found.addAll(
                            now.isMissingNode()
                                    ? List.of(place + ": is gone")
                                    : compare(place, property, now));
                });
        for (String inner : List.of("items", "additionalProperties")) {
            if (was.path(inner).isObject() && is.path(inner).isObject()) {
                found.addAll(compare(where + "/" + inner, was.path(inner), is.path(inner)));
            }
        }
        return found;
    }

    protected static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    protected static String type(JsonNode schema) {
        return schema.path("type").asString("");
    }
}
