package dev.rowhook.benchmarks.receiver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// An HTTP/1.1 server that answers every request with 200, after a latency, and counts and measures
/// the messages at the moment of the answer.
///
/// One thread does everything: it reads what is there, looks for two markers a message, and writes
/// an answer that is prepared. [#expect], [#received] and [#close] are safe for any thread.
public final class Receiver implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final int BACKLOG = 4096;
    private static final Duration COMMAND = Duration.ofSeconds(30);

    private final Selector selector;
    private final ServerSocketChannel server;
    private final Thread thread;
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final HeldAnswers held = new HeldAnswers();
    private Expectation expected = new Expectation(Dialect.ROWHOOK, 0, 0, 0, Duration.ZERO);
    private Tally tally = new Tally(expected);
    private volatile boolean open = true;

    private Receiver(Selector selector, ServerSocketChannel server) {
        this.selector = selector;
        this.server = server;
        this.thread = Thread.ofPlatform().name("receiver").unstarted(this::run);
    }

    /// Starts one on a free port of 127.0.0.1.
    public static Receiver start() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.configureBlocking(false);
        Selector selector = Selector.open();
        server.register(selector, SelectionKey.OP_ACCEPT);
        Receiver receiver = new Receiver(selector, server);
        receiver.thread.start();
        return receiver;
    }

    public int port() {
        return server.socket().getLocalPort();
    }

    /// Counts from 0 again. A change of dialect holds for connections made from now on.
    public void expect(Expectation expectation) {
        command(() -> {
            expected = expectation;
            tally = new Tally(expectation);
            return true;
        });
    }

    /// What has arrived since [#expect].
    public Received received() {
        return command(() -> tally.received());
    }

    private interface Command<T> {
        T run();
    }

    private <T> T command(Command<T> command) {
        CompletableFuture<T> result = new CompletableFuture<>();
        commands.add(() -> result.complete(command.run()));
        selector.wakeup();
        return result.orTimeout(COMMAND.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void run() {
        try {
            while (open) {
                select();
                answerDue();
                for (Runnable next = commands.poll(); next != null; next = commands.poll()) {
                    next.run();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the selector failed", e);
        }
    }

    private void select() throws IOException {
        long millis = held.millisLeft(System.nanoTime());
        if (millis < 0) {
            selector.select(this::ready);
        } else if (millis == 0) {
            selector.selectNow(this::ready);
        } else {
            selector.select(this::ready, millis);
        }
    }

    private void ready(SelectionKey key) {
        if (key.isValid() && key.isAcceptable()) {
            accept();
        } else if (key.attachment() instanceof Connection connection) {
            if (key.isValid() && key.isWritable()) {
                connection.write();
            }
            if (key.isValid() && key.isReadable()) {
                read(connection);
            }
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = server.accept();
                    channel != null;
                    channel = server.accept()) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                key.attach(new Connection(key, expected.dialect(), this::arrived));
            }
        } catch (IOException e) {
            // The client is gone already.
        }
    }

    private void read(Connection connection) {
        try {
            connection.read(buffer);
        } catch (IOException e) {
            connection.close();
        } catch (UnreadableRequestException e) {
            tally.unreadable();
            connection.close();
        }
    }

    private void arrived(Connection connection, Request request) {
        if (expected.latency().isZero()) {
            answer(connection, request);
        } else {
            long due = System.nanoTime() + expected.latency().toNanos();
            held.add(new HeldAnswers.Held(connection, request, due));
        }
    }

    private void answerDue() {
        while (held.isDue(System.nanoTime())) {
            HeldAnswers.Held next = held.next();
            answer(next.connection(), next.request());
        }
    }

    private void answer(Connection connection, Request request) {
        if (connection.answer()) {
            tally.request(request, nowMicros());
        }
    }

    private static long nowMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    @Override
    public void close() {
        open = false;
        selector.wakeup();
        try {
            thread.join();
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // Nothing is left to be done.
        }
    }
}
