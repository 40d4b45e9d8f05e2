package dev.rowhook.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The programs of Postgres, as processes.
///
/// Postgres refuses to run as root. For root each program runs in a user namespace of its own,
/// where it is nobody: its files are still root's, and its rights are gone.
final class Programs {
    private final Path bin;
    private final List<String> prefix;

    private Programs(Path bin, List<String> prefix) {
        this.bin = bin;
        this.prefix = prefix;
    }

    static Programs find(PostgresVersion version) {
        boolean root = isRoot();
        if (root && !mayUnshare()) {
            throw new ClusterException(
                    "Postgres does not run as root, and this system forbids `unshare -U`, which would run it as "
                            + "nobody: start Rowhook as another user");
        }
        return new Programs(
                new Binaries(version).unpacked().resolve("bin"),
                root ? List.of("unshare", "-U") : List.of());
    }

    /// Starts the server in a session of its own, so that Ctrl-C in the terminal does not reach it:
    /// whoever started it stops it, in order.
    Process startServer(List<String> arguments, Path logFile) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(command("postgres", arguments));
        return new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
                .start();
    }

    /// Runs a program to its end.
    ///
    /// @throws ClusterException with what the program said, if it failed
    void run(String program, List<String> arguments) throws IOException {
        Process process =
                new ProcessBuilder(command(program, arguments)).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new ClusterException("%s failed:%n%s".formatted(program, said));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ClusterException(program + " was interrupted", e);
        }
    }

    /// Sends a signal, by its name without SIG. It is no error if the process is gone.
    void signal(String name, long pid) throws IOException {
        Process process =
                new ProcessBuilder(command("pg_ctl", List.of("kill", name, Long.toString(pid))))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(bin.resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new ClusterException("Cannot tell who runs this process: " + e, e);
        }
    }

    private static boolean mayUnshare() {
        try {
            return new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
