package dev.rowhook.benchmarks.alone;

import dev.rowhook.benchmarks.host.JavaProcess;
import dev.rowhook.benchmarks.host.ProcessTree;
import dev.rowhook.benchmarks.receiver.Dialect;
import dev.rowhook.benchmarks.receiver.Expectation;
import dev.rowhook.benchmarks.receiver.Received;
import dev.rowhook.benchmarks.receiver.ReceiverProcess;
import dev.rowhook.benchmarks.report.AloneResult;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Measures what the receiver takes from a client in a process of its own that does nothing but
/// send prepared requests.
public final class ReceiverAlone {
    private static final int CONNECTIONS = 50;
    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);

    private final Path directory;

    /// @param directory for the logs of the two
    public ReceiverAlone(Path directory) {
        this.directory = directory;
    }

    /// Sends so many requests twice, and measures the second time.
    ///
    /// @throws IOException if not all of them arrive
    public AloneResult measure(int batch, int rowBytes, int requests)
            throws IOException, InterruptedException {
        try (ReceiverProcess receiver =
                ReceiverProcess.start(directory.resolve("receiver-alone.log"))) {
            ProcessTree process = ProcessTree.alone(receiver.pid());
            send(receiver, batch, rowBytes, requests);
            double before = process.usage().cpuSeconds();
            Received received = send(receiver, batch, rowBytes, requests);
            double cpuSeconds = process.usage().cpuSeconds() - before;
            double seconds = (received.lastMicros() - received.firstMicros()) / 1e6;
            return new AloneResult(
                    batch,
                    rowBytes,
                    CONNECTIONS,
                    received.distinct() / seconds,
                    received.requests() / seconds,
                    cpuSeconds / received.distinct() * 1e6);
        }
    }

    private Received send(ReceiverProcess receiver, int batch, int rowBytes, int requests)
            throws IOException, InterruptedException {
        receiver.expect(
                new Expectation(
                        Dialect.ROWHOOK,
                        PreparedRequest.FIRST_ID,
                        Math.multiplyExact(requests, batch),
                        1,
                        Duration.ZERO));
        Process client =
                JavaProcess.of(ClientMain.class)
                        .withJvmOptions(List.of("-XX:+UseSerialGC", "-Xmx256m"))
                        .withArguments(
                                List.of(
                                        Integer.toString(receiver.port()),
                                        Integer.toString(CONNECTIONS),
                                        Integer.toString(batch),
                                        Integer.toString(rowBytes),
                                        Integer.toString(requests)))
                        .start(directory.resolve("receiver-alone-client.log"));
        try {
            boolean ended = client.waitFor(TIME_LIMIT.toSeconds(), TimeUnit.SECONDS);
            Received received = receiver.received();
            if (!ended || received.distinct() != (long) requests * batch) {
                throw new IOException(
                        "the receiver alone got %d of %d messages"
                                .formatted(received.distinct(), (long) requests * batch));
            }
            return received;
        } finally {
            client.destroyForcibly();
        }
    }
}
