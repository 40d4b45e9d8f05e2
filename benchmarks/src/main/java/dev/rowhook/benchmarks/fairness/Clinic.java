package dev.rowhook.benchmarks.fairness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// All endpoints, well and dead, on loopback addresses. What the well ones get goes to a [Ledger].
final class Clinic implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final Duration HANG = Duration.ofSeconds(30);

    private final Ledger ledger;
    private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final ServerSocket blackHole;
    private final List<Socket> queued = new ArrayList<>();
    private final int closedPort;

    Clinic(Ledger ledger) throws IOException {
        this.ledger = ledger;
        InetAddress loopback = InetAddress.getLoopbackAddress();
        this.server = HttpServer.create(new InetSocketAddress(loopback, 0), BACKLOG);
        this.server.setExecutor(handlers);
        this.server.createContext("/well/", exchange -> answer(exchange, 204, true));
        this.server.createContext("/other/", exchange -> answer(exchange, 204, false));
        this.server.createContext("/fails/", exchange -> answer(exchange, 500, false));
        this.server.createContext("/hangs/", this::hang);
        this.server.start();
        this.blackHole = new ServerSocket(0, 1, loopback);
        fill(blackHole);
        try (ServerSocket closed = new ServerSocket(0, 1, loopback)) {
            this.closedPort = closed.getLocalPort();
        }
    }

    /// Its queue of connections is full, so the kernel leaves further ones without an answer.
    private void fill(ServerSocket listener) {
        for (int i = 0; i < 4; i++) {
            Socket socket = new Socket();
            queued.add(socket);
            try {
                socket.connect(listener.getLocalSocketAddress(), 100);
            } catch (IOException e) {
                return;
            }
        }
    }

    /// Where the requests to an endpoint go.
    String url(int endpoint, Ailment ailment) {
        int port = server.getAddress().getPort();
        return switch (ailment) {
            case NONE -> "http://127.0.0.1:%d/well/%d".formatted(port, endpoint);
            case REFUSES -> "http://127.0.0.1:%d/%d".formatted(closedPort, endpoint);
            case BLACK_HOLE ->
                    "http://127.0.0.1:%d/%d".formatted(blackHole.getLocalPort(), endpoint);
            case HANGS -> "http://127.0.0.1:%d/hangs/%d".formatted(port, endpoint);
            case FAILS -> "http://127.0.0.1:%d/fails/%d".formatted(port, endpoint);
            case NAMELESS ->
                    "http://e%d%s:%d/%d".formatted(endpoint, SilentNames.SUFFIX, port, endpoint);
        };
    }

    /// Where they go to one that is well and whose requests are not measured.
    String otherUrl(int endpoint) {
        return "http://127.0.0.1:%d/other/%d".formatted(server.getAddress().getPort(), endpoint);
    }

    private void answer(HttpExchange exchange, int status, boolean counts) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (counts) {
                ledger.received(body);
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private void hang(HttpExchange exchange) throws IOException {
        try {
            Thread.sleep(HANG);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answer(exchange, 200, false);
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        handlers.shutdownNow();
        blackHole.close();
        for (Socket socket : queued) {
            socket.close();
        }
    }
}
