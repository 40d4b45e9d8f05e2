package dev.rowhook.server.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A bash that is given commands block by block, and ends at the first one that fails. What it
/// started ends with it.
final class Shell implements AutoCloseable {
    private static final String DONE = "--- done ---";

    private final Process process;
    private final Writer input;
    private final BufferedReader output;

    Shell(Path directory, Map<String, String> variables) throws IOException {
        ProcessBuilder bash = new ProcessBuilder("bash").directory(directory.toFile());
        bash.environment().putAll(variables);
        process = bash.redirectErrorStream(true).start();
        input = process.outputWriter(UTF_8);
        output = process.inputReader(UTF_8);
        input.write("set -euo pipefail\ntrap 'kill $(jobs -p) 2> /dev/null' EXIT\n");
        // Whatever it waits for, it does not wait for ever.
        var _ =
                process.onExit()
                        .completeOnTimeout(process, 120, TimeUnit.SECONDS)
                        .thenRun(this::close);
    }

    /// Runs a block to its end.
    ///
    /// @return what it wrote
    /// @throws AssertionError if a command of it fails
    String run(String commands) throws IOException {
        input.write(commands + "\necho; echo '" + DONE + "'\n");
        input.flush();
        StringBuilder written = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(DONE)) {
                return written.toString();
            }
            written.append(line).append('\n');
        }
        throw new AssertionError("it ended in\n%s\nafter\n%s".formatted(commands, written));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
