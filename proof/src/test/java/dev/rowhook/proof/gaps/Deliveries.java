package dev.rowhook.proof.gaps;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashSet;
import java.util.Set;

/// The ids of the rows that an endpoint accepted, in order of first arrival. Thread-safe.
final class Deliveries {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Set<Long> ids = new LinkedHashSet<>();

    /// Takes the body of a request: one message, or many in `data`.
    void accept(byte[] body) {
        JsonNode message = JSON.readTree(body);
        if (message.has("data")) {
            message.path("data").forEach(this::remember);
        } else {
            remember(message);
        }
    }

    private synchronized void remember(JsonNode message) {
        ids.add(message.path("record").path("id").asLong());
    }

    synchronized Set<Long> ids() {
        return new LinkedHashSet<>(ids);
    }

    synchronized int count() {
        return ids.size();
    }
}
