package dev.rowhook.backfill;

import dev.rowhook.backfill.page.PageLimits;
import dev.rowhook.backfill.page.PageReader;
import dev.rowhook.backfill.page.TableRefusedException;
import dev.rowhook.backfill.page.Trouble;
import dev.rowhook.changelog.page.Watch;
import dev.rowhook.core.BackfillId;
import dev.rowhook.source.SnapshotHorizon;
import dev.rowhook.source.SourceConnections;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/// The sessions of one table that is read: pages come from the replica, if there is one, and
/// watermarks go to the database itself. Not thread-safe.
final class SourceSessions implements AutoCloseable {
    private final SourceConnections connections;
    private final Optional<SourceConnections> replica;
    private final BackfillId backfill;
    private final PageLimits limits;
    private final boolean flushes;
    private Connection primary;
    private Connection pages;
    private PageReader reader;

    private SourceSessions(
            SourceConnections connections,
            Optional<SourceConnections> replica,
            BackfillId backfill,
            PageLimits limits)
            throws SQLException, TableRefusedException {
        this.connections = connections;
        this.replica = replica;
        this.backfill = backfill;
        this.limits = limits;
        this.primary = connections.open();
        try {
            this.flushes = primary.getMetaData().getDatabaseMajorVersion() >= 17;
            this.pages = replica.isPresent() ? standby(replica.get(), primary) : primary;
            this.reader = reader();
        } catch (SQLException | TableRefusedException | RuntimeException e) {
            primary.close();
            throw e;
        }
    }

    /// @throws TableRefusedException if the replica is none of the database
    static SourceSessions open(
            SourceConnections connections,
            Optional<SourceConnections> replica,
            BackfillId backfill,
            PageLimits limits)
            throws SQLException, TableRefusedException {
        return new SourceSessions(connections, replica, backfill, limits);
    }

    private static Connection standby(SourceConnections replica, Connection primary)
            throws SQLException, TableRefusedException {
        Connection standby = replica.open();
        try {
            String same = "select system_identifier from pg_catalog.pg_control_system()";
            if (!one(standby, "select pg_catalog.pg_is_in_recovery()").equals("t")
                    || !one(standby, same).equals(one(primary, same))) {
                throw new TableRefusedException(
                        new Trouble(
                                "replica_unusable",
                                "%s:%d is no standby of the database."
                                        .formatted(
                                                replica.settings().hostname(),
                                                replica.settings().port()),
                                "Name a physical standby of the database as its replica, or none, and resume the backfill."));
            }
            return standby;
        } catch (SQLException | TableRefusedException e) {
            standby.close();
            throw e;
        }
    }

    private PageReader reader() throws SQLException {
        return PageReader.on(pages, connections.settings().publication(), backfill, limits);
    }

    PageReader pages() {
        return reader;
    }

    /// All that has begun at the database, which pages have to see as ended.
    long horizon() throws SQLException {
        return SnapshotHorizon.now(primary).next();
    }

    /// Opens anew what the last page has spent.
    void renew() throws SQLException, TableRefusedException {
        if (!reader.isSpent()) {
            return;
        }
        if (replica.isPresent()) {
            pages = standby(replica.get(), primary);
        } else {
            primary = connections.open();
            pages = primary;
        }
        reader = reader();
    }

    /// Lets the stream bring a mark, behind all that has committed until now.
    void emit(String mark) throws SQLException {
        String sql =
                "select pg_catalog.pg_logical_emit_message(false, '%s', ?%s)"
                        .formatted(Watch.PREFIX, flushes ? ", true" : "");
        try (PreparedStatement statement = primary.prepareStatement(sql)) {
            statement.setString(1, mark);
            statement.execute();
        }
    }

    /// How far the database has written, if pages are to wait until that is replayed.
    Optional<String> written() throws SQLException {
        return replica.isPresent()
                ? Optional.of(one(primary, "select pg_catalog.pg_current_wal_insert_lsn()"))
                : Optional.empty();
    }

    /// Whether the replica has replayed it.
    boolean isReplayed(String written) throws SQLException {
        return one(
                        pages,
                        "select coalesce(pg_catalog.pg_last_wal_replay_lsn() >= '%s'::pg_catalog.pg_lsn, false)"
                                .formatted(written))
                .equals("t");
    }

    private static String one(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() {
        close(pages);
        close(primary);
    }

    private static void close(Connection session) {
        try {
            session.close();
        } catch (SQLException e) {
            // It is gone already.
        }
    }
}
