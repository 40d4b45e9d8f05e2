package dev.rowhook.benchmarks.receiver;

import dev.rowhook.benchmarks.host.JavaProcess;

import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A [Receiver] in a process of its own, which ends with the process that started it. Not
/// thread-safe.
public final class ReceiverProcess implements AutoCloseable {
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m");

    private final JsonMapper json = JsonMapper.shared();
    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;
    private final int port;

    private ReceiverProcess(Process process) throws IOException {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.port = Integer.parseInt(readAnswer());
    }

    /// Starts one, and waits until it listens.
    ///
    /// @param log what it complains of
    public static ReceiverProcess start(Path log) throws IOException {
        return new ReceiverProcess(
                JavaProcess.of(ReceiverMain.class).withJvmOptions(JVM).start(log));
    }

    /// Where a sink sends to.
    public URI url(int sink) {
        return URI.create("http://127.0.0.1:%d/%d".formatted(port, sink));
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /// Counts from 0 again.
    public void expect(Expectation expectation) {
        ask(json.writeValueAsString(expectation));
    }

    /// What has arrived since [#expect].
    public Received received() {
        return json.readValue(ask(ReceiverMain.RECEIVED), Received.class);
    }

    private String ask(String line) {
        try {
            commands.write(line + "\n");
            commands.flush();
            return readAnswer();
        } catch (IOException e) {
            throw new UncheckedIOException("the receiver is gone", e);
        }
    }

    private String readAnswer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the receiver is gone");
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
