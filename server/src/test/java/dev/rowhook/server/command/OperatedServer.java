package dev.rowhook.server.command;

import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.server.Rowhook;
import dev.rowhook.store.testing.PlantedSecrets;

import picocli.CommandLine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// A Postgres of an operator's, settings for it in a file, and the commands: a server in a process
/// of its own, what ends by itself in this one.
final class OperatedServer implements AutoCloseable {
    private static final Duration LISTENS_WITHIN = Duration.ofSeconds(90);

    record Ended(int code, String output) {}

    private static final List<String> PASSWORDS =
            List.of(
                    "superuser-password",
                    "owner-password",
                    "api-password",
                    "worker-password",
                    "identity-password");

    /// All that the settings hold.
    final PlantedSecrets secrets = new PlantedSecrets();

    private final PostgresCluster cluster;
    private final Path config;
    final int port = freePort();
    final int operationsPort = freePort();

    /// @param furtherSettings in which `{port}` is where it listens
    OperatedServer(Path directory, List<String> furtherSettings) throws IOException {
        this.cluster =
                PostgresCluster.start(
                        ClusterSettings.of(
                                        directory.resolve("postgres"),
                                        password("superuser-password"))
                                .volatileForTests());
        String masterKey = MasterKeys.createLine("k1").reveal();
        secrets.plant("master key", Base64.getDecoder().decode(masterKey.substring(3)));
        Path masterKeys = Files.writeString(directory.resolve("master-keys"), masterKey);
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "store-url = " + cluster.jdbcUrl("rowhook"),
                                "master-keys-file = " + masterKeys,
                                "installation = " + UUID.randomUUID(),
                                "node = one",
                                "port = " + port,
                                "operations-port = " + operationsPort));
        for (String name : PASSWORDS) {
            settings.add("%s = %s".formatted(name, secrets.plant(name, password(name))));
        }
        furtherSettings.forEach(
                setting -> settings.add(setting.replace("{port}", Integer.toString(port))));
        this.config = Files.write(directory.resolve("rowhook.conf"), settings);
    }

    private static String password(String name) {
        return "planted-%s-5f31 'q\"\\+/%%&".formatted(name);
    }

    /// Adds a setting for the commands that follow.
    void set(String setting) throws IOException {
        Files.writeString(config, setting + "\n", StandardOpenOption.APPEND);
    }

    /// The operator's Postgres.
    PostgresCluster postgres() {
        return cluster;
    }

    /// Runs a command to its end, in this process.
    Ended run(String... arguments) {
        return runWith(config, arguments);
    }

    /// The same with one setting that is another, or one more.
    Ended runWith(String setting, String... arguments) throws IOException {
        String name = setting.substring(0, setting.indexOf(' ') + 1);
        List<String> settings = new ArrayList<>(Files.readAllLines(config));
        settings.removeIf(line -> line.startsWith(name) || line.startsWith(name.strip() + "-file"));
        settings.addAll(List.of(setting.split("\n", -1)));
        return runWith(Files.write(config.resolveSibling("other.conf"), settings), arguments);
    }

    private static Ended runWith(Path config, String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setOut(both);
            System.setErr(both);
            List<String> line = new ArrayList<>(List.of(arguments));
            line.addAll(List.of("--config", config.toString()));
            int code = new CommandLine(new ServerCommand()).execute(line.toArray(String[]::new));
            return new Ended(code, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /// Starts a server and waits until it says that it listens; `output` has what it says.
    Process listening(Path output) throws IOException, InterruptedException {
        Process process = start(output, "start");
        long giveUp = System.nanoTime() + LISTENS_WITHIN.toNanos();
        while (!Files.readString(output).contains("Rowhook listens on")) {
            if (!process.isAlive() || System.nanoTime() - giveUp > 0) {
                process.destroyForcibly();
                throw new AssertionError("it did not start:\n" + Files.readString(output));
            }
            Thread.sleep(50);
        }
        return process;
    }

    private Process start(Path output, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Rowhook.class.getName(),
                                "server"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", config.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
