package dev.rowhook.api;

import dev.rowhook.api.contract.Contract;
import dev.rowhook.api.contract.Operation;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Values that schemas of the description take, or nearly: texts of a form are those that examples
/// have in fields of the same name.
final class DrawnValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> TIMES =
            List.of(
                    "2026-11-05T12:00:00Z",
                    "2020-02-29T23:59:59.999999+02:00",
                    "1970-01-01T00:00:00Z");

    private final Contract contract;
    private final Map<String, List<JsonNode>> examples = new HashMap<>();
    private final Random random;

    DrawnValues(Contract contract, Random random) {
        this.contract = contract;
        this.random = random;
        contract.operations().forEach(operation -> examples(operation).forEach(this::collect));
    }

    /// The bodies that the description shows of a request.
    List<JsonNode> examples(Operation operation) {
        List<JsonNode> found = new ArrayList<>();
        operation
                .node()
                .path("requestBody")
                .path("content")
                .forEach(media -> {
                    if (media.has("example")) {
                        found.add(media.get("example"));
                    }
                    media.path("examples")
                            .forEach(example -> found.add(contract.resolve(example).path("value")));
                });
        return found;
    }

    private void collect(JsonNode node) {
        node.forEachEntry((name, value) -> {
            examples.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            collect(value);
        });
        if (node.isArray()) {
            node.forEach(this::collect);
        }
    }

    /// @param name of the field that the value is for
    JsonNode draw(String name, JsonNode reference) {
        JsonNode schema = contract.resolve(reference);
        JsonNode branches = schema.has("oneOf") ? schema.get("oneOf") : schema.path("anyOf");
        if (!branches.isEmpty()) {
            return draw(name, branches.get(random.nextInt(branches.size())));
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        return switch (type(schema)) {
            case "object" -> object(schema);
            case "array" -> array(name, schema);
            case "integer" -> integer(schema);
            case "number" -> JSON.numberNode(random.nextDouble());
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            default -> text(name, schema);
        };
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray()
                ? type.get(random.nextInt(type.size())).stringValue()
                : type.asString("string");
    }

    private JsonNode object(JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::stringValue).toList();
        schema.path("properties")
                .forEachEntry((name, property) -> {
                    if (required.contains(name) || random.nextInt(5) == 0) {
                        object.set(name, draw(name, property));
                    }
                });
        if (schema.path("additionalProperties").isObject()) {
            for (String name : List.of("X-One", "public.orders", "id")) {
                if (random.nextInt(3) == 0) {
                    object.set(name, draw(name, schema.get("additionalProperties")));
                }
            }
        }
        return object;
    }

    private JsonNode array(String name, JsonNode schema) {
        var array = JSON.arrayNode();
        for (int i = schema.path("minItems").asInt(0) + random.nextInt(3); i > 0; i--) {
            array.add(draw(name, schema.path("items")));
        }
        return array;
    }

    private JsonNode integer(JsonNode schema) {
        long min = schema.path("minimum").asLong(0);
        long max = schema.path("maximum").asLong(min + 1000);
        return JSON.numberNode(
                switch (random.nextInt(4)) {
                    case 0 -> min;
                    case 1 -> max;
                    case 2 -> random.nextBoolean() ? min - 1 : max + 1;
                    default -> random.nextLong(min, max + 1);
                });
    }

    private JsonNode text(String name, JsonNode schema) {
        if (schema.path("format").asString("").equals("date-time")) {
            return JSON.stringNode(TIMES.get(random.nextInt(TIMES.size())));
        }
        List<JsonNode> shown = new ArrayList<>(examples.getOrDefault(name, List.of()));
        schema.path("examples").forEach(shown::add);
        List<JsonNode> texts = shown.stream().filter(JsonNode::isString).toList();
        if (!texts.isEmpty() && random.nextInt(8) > 0) {
            return texts.get(random.nextInt(texts.size()));
        }
        int length = schema.path("maxLength").asInt(20);
        return JSON.stringNode("x".repeat(random.nextInt(4) == 0 ? length : Math.min(length, 5)));
    }
}
