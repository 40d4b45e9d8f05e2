package dev.rowhook.proof.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// What a receiver says that takes the first messages of a batch and no others, so that it stops
/// each row at its first failure.
///
/// @param accepted a body with the messages that it takes; empty if it takes none
/// @param answer as it goes over the wire
@SuppressWarnings("ArrayRecordComponent") // Written once and forgotten.
record PartialAnswer(Optional<byte[]> accepted, byte[] answer) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// @param draw how many of so many messages are taken
    static PartialAnswer to(byte[] body, IntUnaryOperator draw) {
        JsonNode data = JSON.readTree(body).path("data");
        if (!data.isArray() || data.isEmpty()) {
            return new PartialAnswer(
                    Optional.empty(),
                    "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(UTF_8));
        }
        int taken = draw.applyAsInt(data.size());
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode failed = answer.putArray("failed");
        for (int i = taken; i < data.size(); i++) {
            failed.add(data.get(i).path("metadata").path("webhook_id"));
        }
        return new PartialAnswer(
                taken == 0 ? Optional.empty() : Optional.of(first(body, taken)),
                http(JSON.writeValueAsString(answer)));
    }

    /// The bytes of the first messages as they came: written anew, numbers would lose digits.
    private static byte[] first(byte[] body, int taken) {
        try (JsonParser json = JSON.createParser(body)) {
            while (json.nextToken() != JsonToken.START_ARRAY) {}
            for (int i = 0; i < taken; i++) {
                json.nextToken();
                json.skipChildren();
            }
            int end = Math.toIntExact(json.currentLocation().getByteOffset());
            return (new String(body, 0, end, UTF_8) + "]}").getBytes(UTF_8);
        }
    }

    private static byte[] http(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.getBytes(UTF_8).length, body)
                .getBytes(UTF_8);
    }
}
