package dev.rowhook.proof.endpoint;

import dev.rowhook.proof.net.Listener;
import dev.rowhook.proof.net.Sockets;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// An HTTP/1.1 endpoint on 127.0.0.1 that misbehaves on demand, and hands on the bodies that it
/// accepts: before it answers, if it answers.
///
/// A body that `accepted` throws at is answered with 500 and not counted; what was thrown first is
/// kept.
///
/// Thread-safe. Bodies are handed on by many threads at once.
public final class FaultyEndpoint implements AutoCloseable {
    private final Conscience conscience;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("endpoint-", 0).factory());
    private final Listener listener;
    private volatile boolean isUp = true;

    private FaultyEndpoint(Conscience conscience) throws IOException {
        this.conscience = conscience;
        this.listener = Listener.open(this::connected);
    }

    /// Listens on a free port, and behaves well.
    ///
    /// @param seed of what is drawn for each request
    public static FaultyEndpoint start(Consumer<byte[]> accepted, long seed) throws IOException {
        return new FaultyEndpoint(new Conscience(accepted, seed));
    }

    public URI url() {
        return URI.create("http://127.0.0.1:%d/hooks".formatted(listener.port()));
    }

    /// Behaves so from the next request on.
    public void behave(Behaviour behaviour) {
        conscience.behave(behaviour);
    }

    /// How late is [Misconduct#LATE]: 2.5 s, if not told otherwise. Should be longer than the
    /// client waits.
    public void late(Duration delay) {
        conscience.late(delay);
    }

    /// How long [Misconduct#HANG] and [Misconduct#ENDLESS] go on with a client that does not give
    /// up: a minute, if not told otherwise.
    public void hang(Duration longest) {
        conscience.hang(longest);
    }

    /// Refuses connections, and resets those that there are.
    public void down() {
        isUp = false;
        listener.close();
        connections.forEach(Sockets::reset);
    }

    /// Takes connections again, on the same port.
    public void up() throws IOException {
        isUp = true;
        listener.reopen();
    }

    public EndpointCounts counts() {
        return conscience.counts();
    }

    /// What was thrown first at a body.
    public Optional<RuntimeException> objection() {
        return conscience.objection();
    }

    private void connected(Socket socket) {
        connections.add(socket);
        try {
            threads.execute(() -> converse(socket));
        } catch (RejectedExecutionException e) {
            isUp = false;
        }
        if (!isUp) {
            Sockets.reset(socket);
            connections.remove(socket);
        }
    }

    private void converse(Socket socket) {
        try {
            socket.setTcpNoDelay(true);
            new Conversation(conscience, socket).hold();
        } catch (IOException e) {
            // The client has given up, or speaks no HTTP.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Sockets.close(socket);
            connections.remove(socket);
        }
    }

    /// Ends everything at once: nothing is accepted any more, also not what was to be accepted
    /// late.
    @Override
    public void close() {
        down();
        threads.shutdownNow();
        threads.close();
    }
}
