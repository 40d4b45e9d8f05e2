package dev.rowhook.proof.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/// What happened in a run and when, in a file that is whole at every moment. Thread-safe.
final class Timeline implements AutoCloseable {
    private final long start = System.nanoTime();
    private final Map<String, Integer> strikes = new TreeMap<>();
    private final Writer file;

    Timeline(Path path) throws IOException {
        this.file = Files.newBufferedWriter(path);
    }

    /// Enters an event.
    synchronized void enter(String event) {
        Duration since = Duration.ofNanos(System.nanoTime() - start);
        try {
            file.write(
                    "%9.3f  %s  %s%n"
                            .formatted(
                                    since.toMillis() / 1000.0,
                                    Instant.now().truncatedTo(ChronoUnit.MILLIS),
                                    event));
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Enters that a fault struck, and counts it.
    synchronized void struck(Fault fault, String how) {
        strikes.merge(fault.name(), 1, Integer::sum);
        enter("strike  " + how);
    }

    /// How often each fault struck.
    synchronized Map<String, Integer> strikes() {
        return new TreeMap<>(strikes);
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
