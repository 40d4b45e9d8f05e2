package dev.rowhook.server.application;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A port for whoever runs the server, apart from the one that clients reach: `/healthz` tells its
/// health in detail, `/livez` and `/readyz` as the other port does.
///
/// Nobody is asked who he is, so it belongs on loopback or on a network of the operator's.
/// Thread-safe.
final class OperationsPort implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OperationsPort.class);
    private static final int THREADS = 4;
    private static final int WAITING = 16;

    private final HttpServer server;
    private final ExecutorService threads;

    private OperationsPort(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /// @throws UncheckedIOException if the address cannot be listened on
    static OperationsPort open(InetSocketAddress address, HealthReport health) {
        try {
            HttpServer server = HttpServer.create(address, WAITING);
            ExecutorService threads =
                    Executors.newFixedThreadPool(
                            THREADS, Thread.ofPlatform().name("operations-", 0).daemon().factory());
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(exchange, health));
            server.start();
            return new OperationsPort(server, threads);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the operations port %s cannot be opened: %s"
                            .formatted(address, e.getMessage()),
                    e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, HealthReport health) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, "text/plain", "GET only\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/healthz" ->
                        send(
                                exchange,
                                health.isReady() ? 200 : 503,
                                "application/json",
                                JsonMapper.shared().writeValueAsString(health.detail()));
                case "/livez" -> send(exchange, 200, "text/plain", "ok\n");
                case "/readyz" -> {
                    boolean ready = health.isReady();
                    send(exchange, ready ? 200 : 503, "text/plain", ready ? "ok\n" : "not ready\n");
                }
                default -> send(exchange, 404, "text/plain", "not found\n");
            }
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("health not told");
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
