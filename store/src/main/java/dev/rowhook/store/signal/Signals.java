package dev.rowhook.store.signal;

import dev.rowhook.core.DatabaseId;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import javax.sql.DataSource;

/// Hears what others notify in our own Postgres.
///
/// Notifications of a time without a connection are lost, so a new connection counts as one of each
/// kind for every database. Thread-safe.
public final class Signals implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Signals.class);
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final Map<Channel, Consumer<Optional<DatabaseId>>> listeners;
    private final Thread thread;
    private final CountDownLatch listening = new CountDownLatch(1);
    private volatile @Nullable Connection current;
    private volatile boolean closing;

    /// @param dataSource makes a session of its own
    /// @param listeners are called on the listening thread, and must return soon; an empty database
    ///   means: any
    public Signals(DataSource dataSource, Map<Channel, Consumer<Optional<DatabaseId>>> listeners) {
        this.dataSource = dataSource;
        this.listeners = Map.copyOf(listeners);
        this.thread = Thread.ofPlatform().name("store-signals").daemon(true).unstarted(this::run);
    }

    /// Starts to listen, and waits until it does.
    public void start() throws InterruptedException {
        thread.start();
        listening.await();
    }

    private void run() {
        while (!closing) {
            try (Connection connection = dataSource.getConnection()) {
                current = connection;
                listen(connection);
            } catch (SQLException e) {
                if (!closing) {
                    log.atWarn()
                            .addKeyValue("sqlstate", e.getSQLState())
                            .log("signals lost, listening again");
                    pause();
                }
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    listeners.keySet().stream()
                            .map(channel -> "listen " + channel.id())
                            .collect(Collectors.joining("; ")));
        }
        listening.countDown();
        listeners.values().forEach(listener -> listener.accept(Optional.empty()));
        PGConnection notifications = connection.unwrap(PGConnection.class);
        while (!closing) {
            // Waits for the next one without an end: keepalives tell of a dead server.
            for (PGNotification notification : notifications.getNotifications(0)) {
                hear(notification);
            }
        }
    }

    private void hear(PGNotification notification) {
        Optional<DatabaseId> database = database(notification.getParameter());
        listeners.forEach((channel, listener) -> {
            if (channel.id().equals(notification.getName())) {
                listener.accept(database);
            }
        });
    }

    private static Optional<DatabaseId> database(String parameter) {
        try {
            return Optional.of(new DatabaseId(UUID.fromString(parameter)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void pause() {
        try {
            Thread.sleep(RECONNECT);
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    @Override
    public void close() {
        closing = true;
        Connection connection = current;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                log.atDebug()
                        .addKeyValue("sqlstate", e.getSQLState())
                        .log("connection already gone");
            }
        }
        thread.interrupt();
    }
}
