package dev.rowhook.api.contract;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.stream.Stream;

/// The schemas of one type each that a schema is a choice of, however it is written: by `oneOf`,
/// `anyOf`, or a list of types.
final class Choices {
    private Choices() {}

    /// One that is no choice is as it is written, if only a reference.
    static List<JsonNode> of(JsonNode document, JsonNode schema) {
        List<JsonNode> choices = ofResolved(document, resolve(document, schema));
        return choices.size() == 1 ? List.of(schema) : choices;
    }

    private static List<JsonNode> ofResolved(JsonNode document, JsonNode resolved) {
        List<JsonNode> branches =
                Stream.of("oneOf", "anyOf")
                        .flatMap(choice -> resolved.path(choice).valueStream())
                        .toList();
        if (!branches.isEmpty()) {
            return branches.stream().flatMap(branch -> of(document, branch).stream()).toList();
        }
        JsonNode types = resolved.path("type");
        return types.isArray()
                ? types.valueStream().map(type -> ofType(resolved, type)).toList()
                : List.of(resolved);
    }

    private static JsonNode ofType(JsonNode schema, JsonNode type) {
        ObjectNode one = schema.deepCopy().asObject();
        one.set("type", type);
        if (one.get("enum") instanceof ArrayNode values) {
            values.removeIf(value -> value.isNull() != type.asString("").equals("null"));
        }
        return one;
    }

    /// What a reference leads to. What stands beside one tells people something, and no more.
    static JsonNode resolve(JsonNode document, JsonNode node) {
        JsonNode resolved = node;
        while (resolved.has("$ref")) {
            resolved = document.at(resolved.get("$ref").stringValue().substring(1));
        }
        return resolved;
    }
}
