package dev.rowhook.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The transactions that were running at one moment.
///
/// A transaction that wrote to a table before the table was published, and commits afterwards, is
/// half in the stream. So an added table counts as streamed only when all of these have ended.
public record SnapshotHorizon(long xmax) {

    /// The horizon of now.
    public static SnapshotHorizon now(Connection source) throws SQLException {
        return new SnapshotHorizon(snapshot(source, "pg_snapshot_xmax"));
    }

    /// Whether all transactions that ran at the horizon have ended.
    public boolean hasPassed(Connection source) throws SQLException {
        return snapshot(source, "pg_snapshot_xmin") >= xmax;
    }

    private static long snapshot(Connection source, String function) throws SQLException {
        String sql = "select %s(pg_current_snapshot())::text::bigint".formatted(function);
        try (Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
