package dev.rowhook.embedded;

import java.io.IOException;
import java.nio.file.Path;

/// A process that starts a durable cluster in the directory it is given, writes its port, and waits
/// to be killed.
final class AbandonedServer {
    private AbandonedServer() {}

    /// Starts a server by a process that is then killed, and answers the server's port.
    static int leaveIn(Path directory) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                AbandonedServer.class.getName(),
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.matches("[0-9]+")) {
                line = lines.readLine();
            }
            if (line == null) {
                throw new IOException("the process ended");
            }
            return Integer.parseInt(line);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        PostgresCluster cluster =
                PostgresCluster.start(PostgresClusterTest.settings(Path.of(arguments[0])));
        System.out.println(cluster.port());
        Thread.currentThread().join();
    }
}
