package dev.rowhook.server.secrets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// An endpoint that answers 500 to everything, with all that it was sent, and remembers it.
/// Thread-safe.
final class RefusingEndpoint implements AutoCloseable {
    private final HttpServer server;
    private final Set<String> requests = ConcurrentHashMap.newKeySet();

    private RefusingEndpoint(HttpServer server) {
        this.server = server;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::refuse);
        server.start();
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    static RefusingEndpoint plain() throws IOException {
        return new RefusingEndpoint(HttpServer.create(address(), 0));
    }

    /// By TLS, with a certificate of nobody's.
    static RefusingEndpoint untrusted() throws IOException {
        HeldCertificate certificate =
                new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
        HttpsServer server = HttpsServer.create(address(), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(
                        new HandshakeCertificates.Builder()
                                .heldCertificate(certificate)
                                .build()
                                .sslContext()));
        return new RefusingEndpoint(server);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void refuse(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String query = exchange.getRequestURI().getRawQuery();
            String came =
                    "%s\n%s\n%s"
                            .formatted(
                                    query,
                                    exchange.getRequestHeaders().entrySet(),
                                    new String(body, StandardCharsets.UTF_8));
            requests.add(came);
            exchange.getRequestHeaders()
                    .forEach((name, values) ->
                            exchange.getResponseHeaders().add("X-Echo-" + name, values.getFirst()));
            exchange.getResponseHeaders().add("X-Query", String.valueOf(query));
            byte[] echo = came.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(500, echo.length);
            exchange.getResponseBody().write(echo);
        }
    }

    /// All that came.
    String requests() {
        return String.join("\n", requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
