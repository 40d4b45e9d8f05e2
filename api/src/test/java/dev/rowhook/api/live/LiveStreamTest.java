package dev.rowhook.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.AccountId;

import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class LiveStreamTest {
    private static final int CAPACITY = 5;

    private final LiveStream stream =
            new LiveStream(
                    AccountId.create(),
                    Optional::empty,
                    new LiveStream.Wish(
                            Set.of(EventKind.STATE, EventKind.ATTEMPT),
                            AttemptChoice.ALL,
                            Optional.empty()),
                    CAPACITY);
    private final EventQueue queue = stream.queue();

    private static Event attempt(int number) {
        return new Event(
                EventKind.ATTEMPT,
                Optional.of("att_" + number),
                "\"%s\"".formatted("x".repeat(99)));
    }

    @Test
    void aSlowReaderIsToldHowMuchItDidNotSee() throws IOException, InterruptedException {
        try (PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out, 64)) {
            Thread writer = Thread.ofVirtual().start(() -> write(out));
            // More than the pipe takes: the writer waits within it.
            queue.addAttempt(attempt(0));
            while (in.available() < 64) {
                Thread.onSpinWait();
            }
            for (int i = 1; i <= 100; i++) {
                queue.addAttempt(attempt(i));
                queue.replace(Event.of(EventKind.STATE, Integer.toString(i)));
            }
            queue.end(EndReason.SERVER_STOPS);
            queue.end(EndReason.SIGNED_OUT);
            List<String> lines =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .lines()
                            .filter(line -> line.startsWith("id") || line.startsWith("data: {"))
                            .toList();
            writer.join();
            assertThat(lines)
                    .containsExactly(
                            "id: att_0",
                            "data: {\"attempts\":95}",
                            "id: att_96",
                            "id: att_97",
                            "id: att_98",
                            "id: att_99",
                            "id: att_100",
                            "data: {\"reason\":\"server_stops\"}");
        }
    }

    private void write(PipedOutputStream out) {
        try (out) {
            stream.write(out, Duration.ofSeconds(10));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStreamWithoutEventsSaysThatItLives() throws IOException, InterruptedException {
        try (PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out, 1000)) {
            Thread writer =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (out) {
                                    stream.write(out, Duration.ofMillis(1));
                                } catch (IOException | InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo("retry: 3000");
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo(":");
            queue.end(EndReason.SERVER_STOPS);
            assertThat(lines.lines()).contains("event: end");
            writer.join();
        }
    }
}
