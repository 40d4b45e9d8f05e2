package dev.rowhook.server.runtime;

import dev.rowhook.api.database.ConnectionSettings;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets only a few questions of the REST interface be put to one server at a time, so that they do
/// not use up its connections. Thread-safe.
public final class SourceTurns {
    static final int AT_A_TIME = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<Server, Turns> servers = new ConcurrentHashMap<>();

    private record Server(String hostname, int port) {}

    /// @param asking how many ask, or wait to
    private record Turns(Semaphore free, int asking) {
        Turns(int asking) {
            this(new Semaphore(AT_A_TIME, true), asking);
        }
    }

    /// Asks a source.
    interface Question<T> {
        T ask() throws SQLException;
    }

    /// Asks when it is its turn.
    ///
    /// @throws SourceBusyException if it does not get one
    <T> T take(ConnectionSettings settings, Question<T> question) throws SQLException {
        Server server = new Server(settings.hostname(), settings.port());
        Semaphore free =
                servers.compute(
                                server,
                                (_, turns) ->
                                        turns == null
                                                ? new Turns(1)
                                                : new Turns(turns.free(), turns.asking() + 1))
                        .free();
        try {
            return within(free, question);
        } finally {
            servers.computeIfPresent(
                    server,
                    (_, turns) ->
                            turns.asking() == 1
                                    ? null
                                    : new Turns(turns.free(), turns.asking() - 1));
        }
    }

    private static <T> T within(Semaphore free, Question<T> question) throws SQLException {
        try {
            if (!free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SourceBusyException();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new SourceBusyException();
        }
        try {
            return question.ask();
        } finally {
            free.release();
        }
    }
}
