package dev.rowhook.api.contract;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The schemas of a document, strictly: an object has no property that its schema does not name.
/// The document itself lets answers have more, for those who come after.
///
/// Thread-safe.
final class Schemas {
    private static final String DOCUMENT = "https://localhost/openapi.json";

    private final SchemaRegistry registry;
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    Schemas(JsonNode document) {
        String closed = close(document.deepCopy()).toString();
        registry =
                SchemaRegistry.withDefaultDialect(
                        Dialects.getDraft202012(),
                        builder ->
                                builder.schemas(Map.of(DOCUMENT, closed))
                                        .schemaRegistryConfig(
                                                SchemaRegistryConfig.builder()
                                                        .formatAssertionsEnabled(true)
                                                        .build()));
    }

    private static JsonNode close(JsonNode node) {
        if (node instanceof ObjectNode schema
                && schema.path("properties").isObject()
                && !schema.has("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        node.forEach(Schemas::close);
        return node;
    }

    /// What is wrong with a value by the schema at this JSON pointer.
    List<String> errors(String pointer, JsonNode value) {
        return compiled
                .computeIfAbsent(
                        pointer, at -> registry.getSchema(SchemaLocation.of(DOCUMENT + "#" + at)))
                .validate(value)
                .stream()
                .map(error -> "%s: %s".formatted(error.getInstanceLocation(), error.getMessage()))
                .toList();
    }
}
