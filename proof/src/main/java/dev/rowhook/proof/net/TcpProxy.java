package dev.rowhook.proof.net;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A port of 127.0.0.1 that passes connections on to another one, and can make of the line between
/// them a bad one.
///
/// Thread-safe: the line may change at any moment, and changes for all connections.
public final class TcpProxy implements AutoCloseable {
    private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
    private final Listener listener;
    private volatile int target;
    private volatile Line line = new Line.Clear();

    private TcpProxy(int target) throws IOException {
        this.target = target;
        this.listener = Listener.open(this::connected);
    }

    /// Listens on a free port, and passes on what comes to `targetPort` of 127.0.0.1.
    ///
    /// @throws IOException if no port is free
    public static TcpProxy to(int targetPort) throws IOException {
        return new TcpProxy(targetPort);
    }

    public int port() {
        return listener.port();
    }

    /// Where connections go that are made from now on. Those that there are stay where they are.
    public void target(int port) {
        target = port;
    }

    /// Heals the line: new connections pass at full speed, and so do those that were slow. What was
    /// half open stays so, as behind a firewall that has forgotten it.
    public synchronized void pass() {
        line = new Line.Clear();
    }

    /// Resets all connections, and each new one as soon as it is made.
    public synchronized void cut() {
        line = new Line.Cut();
        relays.forEach(Relay::reset);
    }

    /// Makes the line long and thin, for the connections that there are too.
    ///
    /// At most 64 KiB are on their way in each direction of a connection, so a long latency is a
    /// cap of its own.
    ///
    /// @param latency how long each byte takes, in each direction
    /// @param bytesPerSecond how many pass, in each direction of each connection
    public synchronized void slow(Duration latency, int bytesPerSecond) {
        line = new Line.Slow(latency, bytesPerSecond);
    }

    /// Nothing passes any more and nothing is closed: neither side learns of it, nor that the other
    /// one has gone. New connections are accepted and go nowhere.
    public synchronized void halfOpen() {
        line = new Line.Dead();
        relays.forEach(Relay::die);
    }

    /// How many connections there are, dead ones too.
    public int connections() {
        return relays.size();
    }

    private synchronized void connected(Socket client) {
        Relay relay = new Relay(client, () -> line);
        if (line instanceof Line.Cut) {
            relay.reset();
            return;
        }
        if (line instanceof Line.Dead) {
            relay.die();
        }
        relays.add(relay);
        int to = target;
        Thread.ofVirtual()
                .name("relay")
                .start(() -> {
                    try {
                        relay.run(to);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        relays.remove(relay);
                    }
                });
    }

    /// Refuses new connections and resets those that there are.
    @Override
    public synchronized void close() {
        listener.close();
        cut();
    }
}
