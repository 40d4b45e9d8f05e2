package dev.rowhook.server.client;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Makes a database, an HTTP endpoint and a sink by REST, under one name, and waits until the sink
/// is active: every change committed from then on is sent.
///
/// Immutable.
public final class Wiring {
    private static final Duration ACTIVE_WITHIN = Duration.ofSeconds(60);
    private static final Duration ASK_EVERY = Duration.ofMillis(100);

    private final RestClient rest;
    private final String name;

    public Wiring(RestClient rest, String name) {
        this.rest = rest;
        this.name = name;
    }

    /// @param delivery the fields of the sink that say how it sends, `destination` apart
    /// @throws RestException if a resource is refused, or the sink does not become active
    public JsonNode connect(
            SourceLogin source,
            List<String> tables,
            Destination destination,
            Map<String, ?> delivery)
            throws InterruptedException {
        rest.create("/v1/databases", database(source, tables));
        rest.create(
                "/v1/http-endpoints",
                Map.of(
                        "name",
                        name,
                        "url",
                        destination.url().toString(),
                        "encrypted_headers",
                        Map.of("Authorization", destination.authorization())));
        JsonNode sink = rest.create("/v1/sinks", sink(tables, destination.batch(), delivery));
        return awaitActive(sink);
    }

    private Map<String, ?> database(SourceLogin source, List<String> tables) {
        Map<String, Object> fields = new HashMap<>(source.databaseFields(name));
        fields.put("slot", Map.of("name", "rowhook_" + name, "create", true));
        fields.put(
                "publication", Map.of("name", "rowhook_" + name, "create", true, "tables", tables));
        return fields;
    }

    private Map<String, ?> sink(List<String> tables, boolean batch, Map<String, ?> delivery) {
        Map<String, Object> fields = new HashMap<>(delivery);
        fields.put("name", name);
        fields.put("database", name);
        fields.put("tables", tables);
        fields.put("message_kind", "change");
        fields.put("destination", Map.of("type", "webhook", "http_endpoint", name, "batch", batch));
        return fields;
    }

    private JsonNode awaitActive(JsonNode created) throws InterruptedException {
        JsonNode sink = created;
        long deadline = System.nanoTime() + ACTIVE_WITHIN.toNanos();
        while (!sink.path("state").asString("").equals("active")) {
            if (System.nanoTime() > deadline) {
                throw new RestException(
                        "the sink is not active after %d s. Its database says: %s"
                                .formatted(
                                        ACTIVE_WITHIN.toSeconds(),
                                        rest.get("/v1/databases/" + name).path("conditions")),
                        OptionalInt.empty());
            }
            Thread.sleep(ASK_EVERY);
            sink = rest.get("/v1/sinks/" + name);
        }
        return sink;
    }
}
