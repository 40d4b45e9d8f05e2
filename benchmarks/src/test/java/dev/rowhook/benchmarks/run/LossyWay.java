package dev.rowhook.benchmarks.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/// An endpoint that hands requests on, but one: that it accepts and drops. It runs until the end of
/// the test's process.
final class LossyWay {
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI target;
    private final String lost;

    private LossyWay(HttpServer server, URI target, long lostId) {
        this.server = server;
        this.target = target;
        this.lost = "{\"record\":{\"id\":%d,".formatted(lostId);
    }

    static LossyWay start(URI target, long lostId) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        LossyWay way = new LossyWay(server, target, lostId);
        server.createContext("/", way::handle);
        server.setExecutor(
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon(true).factory()));
        server.start();
        return way;
    }

    URI url() {
        return URI.create("http://127.0.0.1:%d/0".formatted(server.getAddress().getPort()));
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!new String(body, StandardCharsets.UTF_8).startsWith(lost)) {
            pass(body);
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private void pass(byte[] body) throws IOException {
        try {
            client.send(
                    HttpRequest.newBuilder(target).POST(BodyPublishers.ofByteArray(body)).build(),
                    BodyHandlers.discarding());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
