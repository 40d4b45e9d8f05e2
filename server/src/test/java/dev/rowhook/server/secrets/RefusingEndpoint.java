package dev.rowhook.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// An endpoint that answers 500 to everything and remembers who asked. Thread-safe.
final class RefusingEndpoint implements AutoCloseable {
    private final HttpServer server;
    private final Set<String> authorizations = ConcurrentHashMap.newKeySet();
    private final Semaphore requests = new Semaphore(0);

    RefusingEndpoint() throws IOException {
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::refuse);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:%d/items".formatted(server.getAddress().getPort()));
    }

    private void refuse(HttpExchange exchange) throws IOException {
        try (exchange) {
            authorizations.add(
                    exchange.getRequestHeaders()
                            .getOrDefault("Authorization", List.of(""))
                            .getFirst());
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(500, -1);
        }
        requests.release();
    }

    /// Waits until so many came.
    void awaitRequests(int count) throws InterruptedException {
        assertThat(requests.tryAcquire(count, 30, TimeUnit.SECONDS))
                .as("%d requests came", count)
                .isTrue();
    }

    /// All values of the Authorization header that came.
    Set<String> authorizations() {
        return Set.copyOf(authorizations);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
