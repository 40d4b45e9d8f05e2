package dev.rowhook.proof.gaps;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/// A load: inserts one row after the other until it is stopped or the source goes away.
///
/// Thread-safe.
final class Inserts {
    private static final int MOST = 50_000;
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Set<Long> committed = new ConcurrentSkipListSet<>();
    private final Thread thread;
    private volatile boolean stopping;

    private Inserts(Connection source, String table, AtomicLong ids) {
        this.thread =
                Thread.ofPlatform()
                        .daemon(true)
                        .name("inserts")
                        .unstarted(() -> insert(source, table, ids));
    }

    /// @param source a session that is closed at the end
    /// @param ids the last id taken so far
    static Inserts into(Connection source, String table, AtomicLong ids) {
        Inserts inserts = new Inserts(source, table, ids);
        inserts.thread.start();
        return inserts;
    }

    private void insert(Connection source, String table, AtomicLong ids) {
        try (source;
                PreparedStatement statement =
                        source.prepareStatement(
                                "insert into %s (id) values (?)".formatted(table))) {
            while (!stopping && committed.size() < MOST) {
                long id = ids.incrementAndGet();
                statement.setLong(1, id);
                statement.executeUpdate();
                committed.add(id);
                Thread.sleep(PAUSE);
            }
        } catch (SQLException | InterruptedException e) {
            // The source has gone: what it had not acknowledged is nobody's promise.
        }
    }

    /// Stops, and answers all ids whose commit was acknowledged.
    Set<Long> stop() throws InterruptedException {
        stopping = true;
        thread.join();
        return committed;
    }
}
