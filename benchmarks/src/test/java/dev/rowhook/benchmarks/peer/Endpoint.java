package dev.rowhook.benchmarks.peer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps what is posted to it, and refuses the first requests if it is told to. Thread-safe.
final class Endpoint implements AutoCloseable {
    private final BlockingQueue<String> accepted = new LinkedBlockingQueue<>();
    private final AtomicInteger toRefuse;
    private final HttpServer server;

    private Endpoint(HttpServer server, int toRefuse) {
        this.server = server;
        this.toRefuse = new AtomicInteger(toRefuse);
    }

    static Endpoint start(int toRefuse) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Endpoint endpoint = new Endpoint(server, toRefuse);
        server.createContext("/", endpoint::handle);
        server.start();
        return endpoint;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (toRefuse.getAndDecrement() > 0) {
                exchange.sendResponseHeaders(500, -1);
            } else {
                accepted.add(new String(body, StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:%d/events".formatted(server.getAddress().getPort()));
    }

    /// The bodies of the requests that were accepted, in their order.
    BlockingQueue<String> accepted() {
        return accepted;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
