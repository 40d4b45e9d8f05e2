package dev.rowhook.proof.net;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/// Sends back what it gets, and counts the connections that it has. Thread-safe.
final class EchoServer implements AutoCloseable {
    private final AtomicInteger connections = new AtomicInteger();
    private final byte mark;
    private final Listener listener;

    /// @param mark sent first on each connection: by it one knows which server one has
    EchoServer(char mark) throws IOException {
        this.mark = (byte) mark;
        this.listener = Listener.open(socket -> Thread.ofVirtual().start(() -> echo(socket)));
    }

    private void echo(Socket socket) {
        connections.incrementAndGet();
        try (socket) {
            socket.getOutputStream().write(mark);
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // Reset by the other side.
        } finally {
            connections.decrementAndGet();
        }
    }

    int port() {
        return listener.port();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        listener.close();
    }
}
