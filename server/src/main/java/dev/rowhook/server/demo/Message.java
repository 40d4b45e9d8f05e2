package dev.rowhook.server.demo;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/// A change of a subscription, as a webhook says it.
///
/// @param version of the row after the change, or of the deleted row
/// @param row all columns
/// @param changes the old values of the columns that an update changed
record Message(
        String webhookId,
        String action,
        long id,
        int version,
        JsonNode row,
        JsonNode changes,
        Instant committedAt) {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    /// @throws IllegalArgumentException if the body is no such message
    static Message parse(byte[] body) {
        try {
            JsonNode message = JSON.readTree(body);
            JsonNode metadata = message.path("metadata");
            JsonNode row = message.path("record");
            return new Message(
                    metadata.path("webhook_id").asString(),
                    message.path("action").asString(),
                    row.path("id").asLong(),
                    row.path("version").asInt(),
                    row,
                    message.path("changes"),
                    Instant.parse(metadata.path("commit_timestamp").asString()));
        } catch (JacksonException | DateTimeParseException e) {
            throw new IllegalArgumentException("this is no message", e);
        }
    }

    boolean isDelete() {
        return action.equals("delete");
    }
}
