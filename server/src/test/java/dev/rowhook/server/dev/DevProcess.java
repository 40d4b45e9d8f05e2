package dev.rowhook.server.dev;

import dev.rowhook.server.Rowhook;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// `rowhook dev` in a process of its own, which can be killed.
final class DevProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private final Process process;
    private final URI url;
    private final Path data;

    private DevProcess(Process process, URI url, Path data) {
        this.process = process;
        this.url = url;
        this.data = data;
    }

    /// Starts it and waits until it is ready; its output goes to a file beside the data directory.
    static DevProcess start(Path data, int port) throws IOException, InterruptedException {
        File output = data.resolveSibling(data.getFileName() + ".log").toFile();
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Rowhook.class.getName(),
                                "dev",
                                "--port",
                                Integer.toString(port),
                                "--data-dir",
                                data.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                        .start();
        DevProcess server = new DevProcess(process, URI.create("http://127.0.0.1:" + port), data);
        server.awaitReady(output.toPath());
        return server;
    }

    private void awaitReady(Path output) throws IOException, InterruptedException {
        Instant giveUp = Instant.now().plus(READY_WITHIN);
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!isReady(http)) {
                if (!process.isAlive() || Instant.now().isAfter(giveUp)) {
                    process.destroyForcibly();
                    throw new AssertionError(
                            "the server did not start:\n" + Files.readString(output));
                }
                Thread.sleep(50);
            }
        }
    }

    private boolean isReady(HttpClient http) throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(url.resolve("/readyz")).build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    URI url() {
        return url;
    }

    String token() throws IOException {
        return Files.readString(data.resolve("token")).strip();
    }

    /// `kill -9`.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM, and wait. Answers whether it ended by itself.
    boolean stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
