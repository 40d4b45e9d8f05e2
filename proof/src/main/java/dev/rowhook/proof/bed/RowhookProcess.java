package dev.rowhook.proof.bed;

import dev.rowhook.server.client.RestClient;

import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// A Rowhook with all roles, in a process of its own on a fixed port of 127.0.0.1, which can be
/// killed and started again. It ends with the process that started it.
///
/// [#rest] and [#clockOffset] may be used by any thread, the rest by one.
public final class RowhookProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);

    private final RowhookOptions options;
    private final Path settingsFile;
    private final URI url;
    private final RestClient rest;
    private Duration clockOffset = Duration.ZERO;
    private volatile Process process;
    private Writer commands;

    private RowhookProcess(RowhookOptions options, Path settingsFile, URI url, RestClient rest)
            throws IOException {
        this.options = options;
        this.settingsFile = settingsFile;
        this.url = url;
        this.rest = rest;
        this.process = launch();
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /// Starts one on a free port, and waits until it is ready.
    public static RowhookProcess start(StoreServer store, RowhookOptions options)
            throws IOException, InterruptedException {
        Files.createDirectories(options.directory());
        int port = freePort();
        Path settingsFile = options.directory().resolve("rowhook.properties");
        write(settingsFile, port, store.access(options.storePort()), options);
        URI url = URI.create("http://127.0.0.1:" + port);
        RowhookProcess rowhook =
                new RowhookProcess(
                        options, settingsFile, url, new RestClient(url, store.token().reveal()));
        rowhook.awaitReady();
        return rowhook;
    }

    private static void write(Path file, int port, StoreAccess store, RowhookOptions options)
            throws IOException {
        Properties settings = new Properties();
        settings.setProperty(ServedRowhook.PORT, Integer.toString(port));
        settings.setProperty(ServedRowhook.JDBC_URL, store.jdbcUrl());
        settings.setProperty(ServedRowhook.API_PASSWORD, store.apiPassword().reveal());
        settings.setProperty(ServedRowhook.WORKER_PASSWORD, store.workerPassword().reveal());
        settings.setProperty(ServedRowhook.IDENTITY_PASSWORD, store.identityPassword().reveal());
        settings.setProperty(ServedRowhook.MASTER_KEY, store.masterKey().reveal());
        settings.setProperty(ServedRowhook.NODE, options.node());
        settings.setProperty(ServedRowhook.SEGMENT_ROWS, Long.toString(options.segmentRows()));
        settings.setProperty(ServedRowhook.IMPATIENT, Boolean.toString(options.impatient()));
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options.jvmOptions());
        command.addAll(
                List.of(
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServedRowhook.class.getName(),
                        settingsFile.toString(),
                        Long.toString(clockOffset.toMillis())));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    /// Starts it again after [#kill] or [#stop], on the same port, and waits until it is ready.
    public void start() throws IOException, InterruptedException {
        launchAgain();
        awaitReady();
    }

    /// Starts it again and does not wait: its store may be away.
    public synchronized void launchAgain() throws IOException {
        process = launch();
        commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /// Waits until it says that it is ready.
    ///
    /// @throws IllegalStateException if it ends instead, or takes too long
    public void awaitReady() throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + READY_WITHIN.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!isReady(http)) {
                if (!process.isAlive() || System.nanoTime() - giveUp > 0) {
                    process.destroyForcibly();
                    throw new IllegalStateException(
                            "the server did not start:\n" + Files.readString(log()));
                }
                Thread.sleep(50);
            }
        }
    }

    private boolean isReady(HttpClient http) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(url.resolve("/readyz"))
                            .timeout(Duration.ofSeconds(5))
                            .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /// The REST interface, with the token of the store's account.
    public RestClient rest() {
        return rest;
    }

    public URI url() {
        return url;
    }

    /// What it prints, over all its starts.
    public Path log() {
        return options.directory().resolve("rowhook.log");
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Lets its wall clock be off by this from now on, or from its next start if it does not run.
    public synchronized void clockOffset(Duration offset) {
        clockOffset = offset;
        try {
            commands.write("clock %d%n".formatted(offset.toMillis()));
            commands.flush();
        } catch (IOException e) {
            // It has ended, and is told when it is started.
        }
    }

    /// `kill -9`.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM, and wait. Answers whether it ended by itself.
    public boolean stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
    }

    /// SIGSTOP: it does nothing any more, and its connections stay open.
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /// SIGCONT: it goes on where it was, and does not know that it was away.
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("kill -%s %d failed".formatted(name, pid()));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        rest.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
