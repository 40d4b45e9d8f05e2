package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.Relation;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads JSON strictly, and compares it with numbers by their exact value.
final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNumberLength(10_000)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(
                            DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                            DeserializationFeature.USE_BIG_INTEGER_FOR_INTS,
                            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private Json() {}

    static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }

    static JsonNode parse(JsonBuffer buffer) {
        return MAPPER.readTree(buffer.copy());
    }

    static JsonNode render(MessageRenderer renderer, LoggedChange change, Relation relation) {
        JsonBuffer out = new JsonBuffer();
        renderer.render(change, relation, out);
        return parse(out);
    }

    static String text(JsonBuffer buffer) {
        return new String(buffer.array(), 0, buffer.length(), UTF_8);
    }

    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(Json::compare, other);
    }

    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }
}
