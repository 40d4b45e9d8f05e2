package dev.rowhook.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The transactions that had begun at one moment.
///
/// A transaction that wrote to a table before the table was published, and commits afterwards, is
/// half in the stream. So an added table counts as streamed only when all of these have ended.
///
/// @param next all of them have ids below this one
public record SnapshotHorizon(long next) {

    /// The horizon of now. Takes a transaction id: the xmax of a snapshot is no horizon, for a
    /// transaction that runs may have an id beyond it as long as none that began later has ended.
    public static SnapshotHorizon now(Connection source) throws SQLException {
        return new SnapshotHorizon(number(source, "pg_current_xact_id()"));
    }

    /// Whether all transactions that had begun at the horizon have ended, and every snapshot from
    /// now on sees those that committed.
    public boolean hasPassed(Connection source) throws SQLException {
        return number(source, "pg_snapshot_xmin(pg_current_snapshot())") >= next;
    }

    private static long number(Connection source, String expression) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet row =
                        statement.executeQuery("select %s::text::bigint".formatted(expression))) {
            row.next();
            return row.getLong(1);
        }
    }
}
