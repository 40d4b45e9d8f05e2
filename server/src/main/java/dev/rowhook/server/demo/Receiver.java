package dev.rowhook.server.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.rowhook.server.client.Destination;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The customer's side: a small HTTP server on 127.0.0.1 that takes webhooks from whoever knows the
/// value of the `Authorization` header, and answers 401 to others.
///
/// Thread-safe.
final class Receiver implements AutoCloseable {
    private static final String PATH = "/hooks";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Inbox inbox;
    private final String authorization;
    private final HttpServer server;

    private Receiver(Inbox inbox, String authorization) throws IOException {
        this.inbox = inbox;
        this.authorization = authorization;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    /// Listens on a free port.
    static Receiver start(Inbox inbox) throws IOException {
        Receiver receiver = new Receiver(inbox, "Bearer " + Passwords.random());
        receiver.server.setExecutor(receiver.threads);
        receiver.server.createContext(PATH, receiver::handle);
        receiver.server.start();
        return receiver;
    }

    Destination destination() {
        return new Destination(
                URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), PATH)),
                authorization,
                false);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(answer(exchange, body), -1);
        }
    }

    private int answer(HttpExchange exchange, byte[] body) {
        if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            inbox.strange();
            return 401;
        }
        Optional<String> webhookId =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("webhook-id"));
        try {
            return inbox.judge(webhookId.orElse(""), Message.parse(body)).status();
        } catch (IllegalArgumentException _) {
            inbox.strange();
            return 400;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
