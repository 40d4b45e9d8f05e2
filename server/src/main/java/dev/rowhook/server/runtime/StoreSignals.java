package dev.rowhook.server.runtime;

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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import javax.sql.DataSource;

/// Hears what others notify in our own Postgres: that settings, backfills or erasures changed, and
/// that a change is applied.
///
/// Notifications of a time without a connection are lost, so a new connection counts as one of each
/// kind for every database. Thread-safe.
final class StoreSignals implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StoreSignals.class);
    private static final String SETTINGS = "rowhook_settings";
    private static final String APPLIED = "rowhook_applied";
    private static final String BACKFILLS = "rowhook_backfills";
    private static final String ERASURES = "rowhook_erasures";
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final Listener listener;
    private final Thread thread;
    private final CountDownLatch listening = new CountDownLatch(1);
    private volatile @Nullable Connection current;
    private volatile boolean closing;

    /// Called on the listening thread; must return soon. An empty database means: any.
    interface Listener {
        void settingsChanged(Optional<DatabaseId> database);

        void applied(Optional<DatabaseId> database);

        void backfillsChanged(Optional<DatabaseId> database);

        void erasuresChanged(Optional<DatabaseId> database);
    }

    /// @param dataSource makes a session of its own, of the worker's role
    StoreSignals(DataSource dataSource, Listener listener) {
        this.dataSource = dataSource;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("store-signals").daemon(true).unstarted(this::run);
    }

    /// Starts to listen, and waits until it does.
    void start() throws InterruptedException {
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
                    "listen %s; listen %s; listen %s; listen %s"
                            .formatted(SETTINGS, APPLIED, BACKFILLS, ERASURES));
        }
        listening.countDown();
        listener.settingsChanged(Optional.empty());
        listener.applied(Optional.empty());
        listener.backfillsChanged(Optional.empty());
        listener.erasuresChanged(Optional.empty());
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
        switch (notification.getName()) {
            case SETTINGS -> listener.settingsChanged(database);
            case BACKFILLS -> listener.backfillsChanged(database);
            case ERASURES -> listener.erasuresChanged(database);
            default -> listener.applied(database);
        }
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
