package dev.rowhook.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/// How a [PostgresCluster] is made and run. Every `with…` answers a changed copy.
///
/// Commits are durable unless [#volatileForTests] is asked for.
///
/// Immutable, and so safe for any thread.
public final class ClusterSettings {
    private final PostgresVersion version;
    private final Path directory;
    private final String password;
    private final OptionalInt port;
    private final Map<String, String> config;
    private final boolean durable;

    private ClusterSettings(
            PostgresVersion version,
            Path directory,
            String password,
            OptionalInt port,
            Map<String, String> config,
            boolean durable) {
        this.version = version;
        this.directory = directory;
        this.password = password;
        this.port = port;
        this.config = config;
        this.durable = durable;
    }

    /// A durable cluster of the shipped version on a free port. `directory` holds the data
    /// directory, the log, the port and the lock. `superuserPassword` is given to the superuser
    /// `postgres` when the data directory is made, and is not changed later.
    public static ClusterSettings of(Path directory, String superuserPassword) {
        if (superuserPassword.isEmpty()) {
            throw new IllegalArgumentException("the superuser's password is empty");
        }
        return new ClusterSettings(
                PostgresVersion.SHIPPED,
                directory.toAbsolutePath().normalize(),
                superuserPassword,
                OptionalInt.empty(),
                Map.of(),
                true);
    }

    /// Makes and runs the cluster with another version, whose binaries are on the class path.
    public ClusterSettings withVersion(PostgresVersion other) {
        return new ClusterSettings(other, directory, password, port, config, durable);
    }

    /// Runs on this port, or not at all.
    public ClusterSettings withPort(int fixedPort) {
        return new ClusterSettings(
                version, directory, password, OptionalInt.of(fixedPort), config, durable);
    }

    /// Sets a parameter of the server, as in `postgresql.conf`.
    public ClusterSettings withConfig(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(config);
        changed.put(name, value);
        return new ClusterSettings(
                version, directory, password, port, Map.copyOf(changed), durable);
    }

    /// Trades durability for speed: a crash of the machine may destroy the data. A crash of
    /// Postgres does not.
    public ClusterSettings volatileForTests() {
        return new ClusterSettings(version, directory, password, port, config, false);
    }

    PostgresVersion version() {
        return version;
    }

    Path directory() {
        return directory;
    }

    String superuserPassword() {
        return password;
    }

    OptionalInt port() {
        return port;
    }

    boolean durable() {
        return durable;
    }

    /// The server's parameters. Durability is set last: it is no matter of configuration.
    Map<String, String> serverConfig() {
        Map<String, String> all = new LinkedHashMap<>();
        // The log tells no values of rows and no statements, which may hold secrets.
        all.put("log_min_error_statement", "panic");
        all.put("log_error_verbosity", "terse");
        all.putAll(config);
        String switched = durable ? "on" : "off";
        all.put("fsync", switched);
        all.put("synchronous_commit", switched);
        all.put("full_page_writes", switched);
        all.put("listen_addresses", "127.0.0.1");
        all.put("unix_socket_directories", "");
        return all;
    }

    @Override
    public String toString() {
        return "ClusterSettings[%s]".formatted(directory);
    }
}
