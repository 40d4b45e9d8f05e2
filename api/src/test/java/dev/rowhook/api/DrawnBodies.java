package dev.rowhook.api;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.api.contract.Operation;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Bodies of requests: what an operation takes, with something about it changed.
final class DrawnBodies {
    /// Half of a surrogate pair can only be written so.
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final int MAX_BYTES = 1 << 20;

    private final Random random;
    private final DrawnValues values;
    private final NastyValues nasty;
    private final Belongings belongings;
    private long names;

    DrawnBodies(Random random, DrawnValues values, NastyValues nasty, Belongings belongings) {
        this.random = random;
        this.values = values;
        this.nasty = nasty;
        this.belongings = belongings;
    }

    byte[] draw(Operation operation, JsonNode schema) {
        List<JsonNode> examples = values.examples(operation);
        boolean shown = !examples.isEmpty() && random.nextBoolean();
        JsonNode body =
                shown
                        ? examples.get(random.nextInt(examples.size())).deepCopy()
                        : values.draw("", schema);
        settle(body);
        // At first as it is: most of what is behind the checks is reached so.
        for (int i = random.nextInt(4) - 1; i > 0; i--) {
            body = changed(body);
        }
        String text = JSON.writeValueAsString(body);
        return random.nextInt(10) == 0 ? spoilt(text) : text.getBytes(UTF_8);
    }

    /// Has names be new and references mean what the account has.
    private void settle(JsonNode body) {
        if (body instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                settle(object, name);
            }
        }
        body.forEach(this::settle);
    }

    private void settle(ObjectNode object, String name) {
        switch (name) {
            case "name" -> object.put(name, "drawn-%x-%d".formatted(random.nextInt(), ++names));
            case "database" -> object.put(name, belongings.reference("databases"));
            case "http_endpoint" -> object.put(name, belongings.reference("http-endpoints"));
            case "ids" -> {
                if (object.get(name).isArray()) {
                    object.putArray(name).add(belongings.reference("dead-letters"));
                }
            }
            default -> {}
        }
    }

    /// With one value anywhere in it changed.
    private JsonNode changed(JsonNode body) {
        List<ObjectNode> objects = new ArrayList<>();
        collect(body, objects);
        if (objects.isEmpty() || random.nextInt(25) == 0) {
            return nasty.node();
        }
        ObjectNode object = objects.get(random.nextInt(objects.size()));
        List<String> fields = List.copyOf(object.propertyNames());
        if (fields.isEmpty() || random.nextInt(10) == 0) {
            object.set(random.nextBoolean() ? nasty.text() : "unknown", nasty.node());
            return body;
        }
        String field = fields.get(random.nextInt(fields.size()));
        switch (random.nextInt(8)) {
            case 0 -> object.remove(field);
            case 1 -> object.putNull(field);
            case 2 ->
                    object.set(field, JsonNodeFactory.instance.arrayNode().add(object.get(field)));
            case 3 -> object.set(field + "s", object.remove(field));
            default -> set(object, field);
        }
        return body;
    }

    private void set(ObjectNode object, String field) {
        if (object.get(field) instanceof ArrayNode array && random.nextBoolean()) {
            array.add(array.isEmpty() || random.nextBoolean() ? nasty.node() : array.get(0));
        } else {
            object.set(field, nasty.node());
        }
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(inner -> collect(inner, objects));
    }

    private byte[] spoilt(String text) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> text.substring(0, random.nextInt(text.length() + 1)).getBytes(UTF_8);
            case 3 -> text.replaceFirst("\\{", "{\"name\":1,\"name\":2,").getBytes(UTF_8);
            case 4 -> (text + text).getBytes(UTF_8);
            case 5 -> ("\ufeff" + text).getBytes(UTF_8);
            case 6 -> text.getBytes(UTF_16);
            case 7 -> text.replaceFirst("[0-9]+", "1e999999999").getBytes(UTF_8);
            case 8 -> text.replaceFirst("\"", "'").getBytes(UTF_8);
            case 9 -> "[".repeat(1 + random.nextInt(5_000)).getBytes(UTF_8);
            case 10 -> random.nextInt(10) == 0 ? tooLarge() : new byte[0];
            default -> flipped(text.getBytes(UTF_8));
        };
    }

    private static byte[] tooLarge() {
        return ("{\"name\":\"" + "a".repeat(MAX_BYTES) + "\"}").getBytes(UTF_8);
    }

    private byte[] flipped(byte[] bytes) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
