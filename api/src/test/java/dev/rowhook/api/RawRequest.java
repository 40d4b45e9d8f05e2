package dev.rowhook.api;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// One request with a `Host` of the test's choice.
final class RawRequest implements AutoCloseable {
    private final Socket socket;

    RawRequest(URI server) throws IOException {
        this.socket = new Socket(server.getHost(), server.getPort());
    }

    String get(String path, String host) throws IOException {
        return send(
                "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host));
    }

    String post(String path, String host, String form) throws IOException {
        return send(
                "POST %s HTTP/1.1\r\nHost: %s\r\nX-Forwarded-Host: %s\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(path, host, host, form.length(), form));
    }

    private String send(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
