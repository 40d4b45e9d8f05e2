package dev.rowhook.server.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// An endpoint that refuses some requests and remembers of the others what came first, per row and
/// in order.
///
/// Thread-safe.
final class ItemReceiver implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final Random random;
    private final int refuseOneIn;
    private final Map<Long, List<Integer>> firstArrivals = new HashMap<>();
    private final Set<String> webhookIds = new HashSet<>();
    private final Set<String> authorizations = ConcurrentHashMap.newKeySet();
    private long distinct;
    private long duplicates;
    private long refused;
    private long requests;

    ItemReceiver(long seed, int refuseOneIn) throws IOException {
        this.random = new Random(seed);
        this.refuseOneIn = refuseOneIn;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:%d/items".formatted(server.getAddress().getPort()));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            authorizations.add(authorization == null ? "" : authorization);
            JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(accept(body) ? 204 : 500, -1);
        }
    }

    private synchronized boolean accept(JsonNode body) {
        requests++;
        if (random.nextInt(refuseOneIn) == 0) {
            refused++;
            return false;
        }
        JsonNode messages = body.path("data");
        if (messages.isMissingNode()) {
            remember(body);
        } else {
            messages.forEach(this::remember);
        }
        return true;
    }

    private void remember(JsonNode message) {
        if (!webhookIds.add(message.path("metadata").path("webhook_id").asString())) {
            duplicates++;
            return;
        }
        distinct++;
        JsonNode row = message.path("record");
        int version = row.path("version").asInt();
        boolean delete = message.path("action").asString().equals("delete");
        firstArrivals
                .computeIfAbsent(row.path("id").asLong(), _ -> new ArrayList<>())
                .add(delete ? -version : version);
    }

    /// All values of the Authorization header that came.
    Set<String> authorizations() {
        return Set.copyOf(authorizations);
    }

    synchronized long refused() {
        return refused;
    }

    /// How many messages came, each counted once.
    synchronized long distinct() {
        return distinct;
    }

    /// For each row what came, in order of first arrival.
    synchronized Map<Long, List<Integer>> firstArrivals() {
        return new HashMap<>(firstArrivals);
    }

    synchronized String summary() {
        return "%d requests, %d refused, %d messages, %d of them twice or more"
                .formatted(requests, refused, distinct, duplicates);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
