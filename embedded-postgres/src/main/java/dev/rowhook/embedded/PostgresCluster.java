package dev.rowhook.embedded;

import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

/// A real Postgres of our own, in a directory: made where there is none, with passwords
/// (scram-sha-256) for every connection, reached on 127.0.0.1 only.
///
/// The data survives restarts. A server that a killed process left running in the directory is
/// stopped first, and two processes cannot use one directory. It runs until [#stop], [#kill] or the
/// end of the machine: nothing stops it when this process ends.
///
/// Safe for many threads; each method waits for the one before.
public final class PostgresCluster implements AutoCloseable {
    /// The superuser, whose password is in the settings.
    public static final String SUPERUSER = "postgres";

    private static final Logger log = LoggerFactory.getLogger(PostgresCluster.class);
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration STOP_AT_ONCE = Duration.ofSeconds(5);

    private final ClusterSettings settings;
    private final Programs programs;
    private final Path data;
    private final Residents residents;
    private @Nullable DirectoryLock lock;
    private @Nullable Process server;
    private volatile int port;

    private PostgresCluster(ClusterSettings settings, Programs programs) {
        this.settings = settings;
        this.programs = programs;
        this.data = DataDirectory.in(settings.directory());
        this.residents = new Residents(data);
    }

    /// Starts the server, and answers when it takes connections.
    ///
    /// @throws ClusterException if it does not start
    public static PostgresCluster start(ClusterSettings settings) {
        PostgresCluster cluster = new PostgresCluster(settings, Programs.find(settings.version()));
        cluster.start();
        return cluster;
    }

    /// Deletes the directory and all data in it, if it exists. A server left running there is
    /// stopped.
    ///
    /// @throws ClusterException if another process uses the directory
    public static void erase(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (DirectoryLock _ = DirectoryLock.take(directory)) {
            new Residents(DataDirectory.in(directory)).kill();
            Trees.delete(directory);
        } catch (IOException e) {
            throw new ClusterException("Cannot delete %s: %s".formatted(directory, e), e);
        }
    }

    /// Starts the server again after [#stop] or [#kill], on the port it had where that is free.
    public synchronized void start() {
        if (isRunning()) {
            throw new IllegalStateException("already running");
        }
        // What is left of a server that ended by itself.
        kill();
        DirectoryLock taken = DirectoryLock.take(settings.directory());
        try {
            residents.end(programs);
            new DataDirectory(settings, programs).makeIfMissing();
            Files.deleteIfExists(PostmasterFile.in(data));
            startServer();
            lock = taken;
        } catch (IOException e) {
            taken.close();
            throw new ClusterException(
                    "Postgres in %s does not start: %s".formatted(settings.directory(), e), e);
        } catch (RuntimeException e) {
            taken.close();
            throw e;
        }
    }

    private void startServer() throws IOException {
        port = new Ports(settings.directory()).choose(settings.port());
        ServerLog serverLog = ServerLog.open(settings.directory());
        Process started = programs.startServer(serverArguments(), serverLog.file());
        Waiting.until(() -> isReady(started) || !started.isAlive(), START);
        if (!isReady(started)) {
            started.destroyForcibly();
            residents.kill();
            throw new ClusterException(
                    "Postgres in %s does not start on port %d. The end of %s:%n%s"
                            .formatted(
                                    settings.directory(),
                                    port,
                                    serverLog.file(),
                                    serverLog.lastLines()));
        }
        server = started;
        log.atInfo()
                .addKeyValue("directory", settings.directory())
                .addKeyValue("port", port)
                .log("postgres started");
    }

    private List<String> serverArguments() {
        List<String> arguments =
                new ArrayList<>(List.of("-D", data.toString(), "-p", Integer.toString(port)));
        settings.serverConfig()
                .forEach((name, value) -> {
                    arguments.add("-c");
                    arguments.add(name + "=" + value);
                });
        return arguments;
    }

    private boolean isReady(Process process) {
        return PostmasterFile.read(data)
                .filter(file -> file.pid() == process.pid() && file.ready())
                .isPresent();
    }

    /// Stops the server in order: open transactions are rolled back, and the next start needs no
    /// recovery. Nothing happens if it does not run.
    public synchronized void stop() {
        Process running = server;
        if (running != null) {
            try {
                programs.signal("INT", running.pid());
                if (!Waiting.until(() -> !running.isAlive(), STOP)) {
                    log.atWarn().addKeyValue("port", port).log("postgres does not stop in order");
                    programs.signal("QUIT", running.pid());
                    Waiting.until(() -> !running.isAlive(), STOP_AT_ONCE);
                }
            } catch (IOException e) {
                log.atWarn()
                        .addKeyValue("port", port)
                        .setCause(e)
                        .log("postgres cannot be told to stop");
            }
            ended(running);
        }
    }

    /// Ends the server and its children by SIGKILL, as a crash would. Nothing happens if it does
    /// not run.
    public synchronized void kill() {
        Process running = server;
        if (running != null) {
            ended(running);
        }
    }

    private void ended(Process running) {
        running.destroyForcibly();
        residents.kill();
        server = null;
        DirectoryLock held = lock;
        if (held != null) {
            held.close();
            lock = null;
        }
    }

    /// [#stop] and [#start].
    public synchronized void restart() {
        stop();
        start();
    }

    /// Whether the server process lives.
    public synchronized boolean isRunning() {
        return server != null && server.isAlive();
    }

    /// The process that all others of the server descend from.
    ///
    /// @throws IllegalStateException if it does not run
    public synchronized long pid() {
        Process running = server;
        if (running == null) {
            throw new IllegalStateException("not running");
        }
        return running.pid();
    }

    public PostgresVersion version() {
        return settings.version();
    }

    /// The port on 127.0.0.1.
    public int port() {
        return port;
    }

    public String superuserPassword() {
        return settings.superuserPassword();
    }

    /// The URL of a database, without user and password.
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /// Connects to a database as the superuser, each time anew. Holds the port that the server has
    /// now.
    public DataSource superuser(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {"127.0.0.1"});
        dataSource.setPortNumbers(new int[] {port});
        dataSource.setDatabaseName(database);
        dataSource.setUser(SUPERUSER);
        dataSource.setPassword(settings.superuserPassword());
        return dataSource;
    }

    /// [#stop].
    @Override
    public void close() {
        stop();
    }
}
