package dev.rowhook.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.rowhook.server.client.Destination;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Takes batches of pgbench's changes and enters them into a ledger before it answers. Thread-safe.
final class PgbenchReceiver implements AutoCloseable {
    private static final String AUTHORIZATION = "Bearer for the receiver";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final PgbenchLedger ledger = new PgbenchLedger();
    private final HttpServer server;
    private Traffic traffic = new Traffic(0, 0, 0, 0);

    /// @param refused requests without the right `Authorization`, or not understood
    /// @param firstAt nanoseconds of [System#nanoTime], as `lastAt`
    record Traffic(int requests, int refused, long firstAt, long lastAt) {
        Duration duration() {
            return Duration.ofNanos(lastAt - firstAt);
        }
    }

    private PgbenchReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    static PgbenchReceiver start() throws IOException {
        PgbenchReceiver receiver = new PgbenchReceiver();
        receiver.server.setExecutor(receiver.threads);
        receiver.server.createContext("/", receiver::handle);
        receiver.server.start();
        return receiver;
    }

    Destination destination() {
        return new Destination(
                URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort())),
                AUTHORIZATION,
                true);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean known =
                    AUTHORIZATION.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(known && enter(body) ? 204 : 400, -1);
        }
    }

    private boolean enter(byte[] body) {
        try {
            List<PgbenchChange> changes = PgbenchParser.parse(body);
            count(true, changes);
            return true;
        } catch (RuntimeException e) {
            e.printStackTrace();
            count(false, List.of());
            return false;
        }
    }

    private void count(boolean understood, List<PgbenchChange> changes) {
        lock.lock();
        try {
            long now = System.nanoTime();
            changes.forEach(ledger::accept);
            traffic =
                    new Traffic(
                            traffic.requests() + 1,
                            traffic.refused() + (understood ? 0 : 1),
                            traffic.requests() == 0 ? now : traffic.firstAt(),
                            now);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// What came since the last call.
    Traffic takeTraffic() {
        lock.lock();
        try {
            Traffic taken = traffic;
            traffic = new Traffic(0, 0, 0, 0);
            return taken;
        } finally {
            lock.unlock();
        }
    }

    <T> T read(Function<PgbenchLedger, T> reader) {
        lock.lock();
        try {
            return reader.apply(ledger);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until so many different changes are there, or nothing has come for so long.
    void await(int changes, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (ledger.size() < changes && left > 0) {
                int before = traffic.requests();
                left = arrived.awaitNanos(left);
                if (traffic.requests() != before) {
                    left = patience.toNanos();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
