package dev.rowhook.benchmarks.peer;

import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Debezium Server that posts the changes of a source's tables, in a process of its own, which
/// ends with the one that started it.
///
/// An event is posted as, here with white space,
///
/// ```json
/// {"before": null,
///  "after": {"id": 1, "payload": "…"},
///  "source": {"version": "3.6.0.Final", "connector": "postgresql", "name": "peer",
///             "ts_ms": 1795230245123, "snapshot": "false", "db": "app", "sequence": "[…]",
///             "ts_us": 1795230245123456, "ts_ns": 1795230245123456000, "schema": "public",
///             "table": "orders", "txId": 745, "lsn": 24023128, "xmin": null},
///  "transaction": null, "op": "c", "ts_ms": …, "ts_us": …, "ts_ns": …}
/// ```
///
/// Not thread-safe.
public final class DebeziumServer implements AutoCloseable {
    private static final Duration STREAMS_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);

    private final Path log;
    private final SourceSlot slot;
    private final ProcessBuilder command;
    private Process process;

    private DebeziumServer(Path log, SourceSlot slot, ProcessBuilder command) throws IOException {
        this.log = log;
        this.slot = slot;
        this.command = command;
        this.process = command.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
    }

    /// Starts one, and waits until it streams: what is committed from then on is posted, and
    /// nothing else.
    ///
    /// @throws IllegalStateException if it ends instead, or takes too long
    public static DebeziumServer start(Distribution distribution, DebeziumOptions options)
            throws IOException, InterruptedException, SQLException {
        Path settings = options.directory().resolve("config").resolve("application.properties");
        Files.createDirectories(settings.getParent());
        try (Writer writer = Files.newBufferedWriter(settings)) {
            DebeziumProperties.of(options).store(writer, null);
        }
        Path log = options.directory().resolve("debezium.log");
        DebeziumServer server =
                new DebeziumServer(
                        log,
                        new SourceSlot(options.source(), options.slot()),
                        DebeziumCommand.of(distribution, options)
                                .redirectErrorStream(true)
                                .redirectOutput(Redirect.appendTo(log.toFile())));
        server.awaitStreaming();
        return server;
    }

    private void awaitStreaming() throws IOException, InterruptedException, SQLException {
        long giveUp = System.nanoTime() + STREAMS_WITHIN.toNanos();
        while (!slot.isStreaming()) {
            if (!process.isAlive() || System.nanoTime() - giveUp > 0) {
                close();
                throw new IllegalStateException(
                        "Debezium Server does not stream:%n%s".formatted(Files.readString(log)));
            }
            Thread.sleep(50);
        }
    }

    /// SIGTERM, and waits. What is committed from now on is posted after [#start()].
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /// Starts it again after [#stop], and waits until it streams, from where it had come to.
    ///
    /// @throws IllegalStateException if it ends instead, or takes too long
    public void start() throws IOException, InterruptedException, SQLException {
        process = command.start();
        awaitStreaming();
    }

    /// Its processes, for whoever measures what they use.
    public List<Long> pids() {
        return List.of(process.pid());
    }

    /// Whether it still runs: it gives up, and ends, after five refusals of one request.
    public boolean isAlive() {
        return process.isAlive();
    }

    /// What it prints.
    public Path log() {
        return log;
    }

    /// Kills it, and drops its slot and its publication.
    ///
    /// @throws SQLException if the source is gone
    @Override
    public void close() throws SQLException {
        process.destroyForcibly();
        process.onExit().join();
        slot.drop();
    }
}
