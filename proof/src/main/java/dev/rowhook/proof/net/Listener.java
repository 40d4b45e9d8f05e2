package dev.rowhook.proof.net;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// A port of 127.0.0.1 that can be closed and opened again.
///
/// It is taken from below the range that the system gives to outgoing connections: a client that
/// tries again and again while the port is closed could otherwise connect to itself.
///
/// Thread-safe.
public final class Listener implements AutoCloseable {
    private static final int FIRST = 15_000;
    private static final int END = 32_000;
    private static final int BACKLOG = 500;
    private static final int TRIES = 100;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final int port;
    private final Consumer<Socket> accepted;
    private @Nullable ServerSocket open;

    private Listener(ServerSocket socket, Consumer<Socket> accepted) {
        this.port = socket.getLocalPort();
        this.accepted = accepted;
        this.open = socket;
    }

    /// Listens on a free port. `accepted` is called with one connection after the other, and must
    /// not block.
    ///
    /// @throws IOException if no port is free
    public static Listener open(Consumer<Socket> accepted) throws IOException {
        ServerSocket socket = bindAnywhere();
        Listener listener = new Listener(socket, accepted);
        listener.accept(socket);
        return listener;
    }

    private static ServerSocket bindAnywhere() throws IOException {
        for (int attempt = 1; true; attempt++) {
            try {
                return bind(ThreadLocalRandom.current().nextInt(FIRST, END));
            } catch (IOException e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void accept(ServerSocket socket) {
        Thread.ofVirtual()
                .name("listener-" + port)
                .start(() -> {
                    while (!socket.isClosed()) {
                        try {
                            accepted.accept(socket.accept());
                        } catch (IOException e) {
                            // Closed, or out of files for a moment.
                            LockSupport.parkNanos(PAUSE.toNanos());
                        }
                    }
                });
    }

    public int port() {
        return port;
    }

    /// Opens the port again. Nothing happens if it is open.
    ///
    /// @throws IOException if somebody else has taken it
    public synchronized void reopen() throws IOException {
        if (open == null) {
            open = bind(port);
            accept(open);
        }
    }

    /// New connections are refused, and those that nobody took yet are reset.
    @Override
    public synchronized void close() {
        try {
            if (open != null) {
                open.close();
                open = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
