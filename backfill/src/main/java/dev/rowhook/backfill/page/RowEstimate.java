package dev.rowhook.backfill.page;

import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;

/// How many rows there are, as the statistics of a source say.
final class RowEstimate {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /// Of a table that was never analysed it is -1.
    private static final String TABLE =
            """
            select case when min(l.reltuples) >= 0 then sum(l.reltuples)::bigint end
            from pg_catalog.pg_class l
            where l.relkind = 'r'
              and (l.oid = ?::bigint::oid
                   or l.oid in (select p.relid from pg_catalog.pg_partition_tree(?::bigint::oid) p where p.isleaf))
            """;

    private RowEstimate() {}

    static OptionalLong ofTable(Connection session, int oid) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(TABLE)) {
            statement.setLong(1, Integer.toUnsignedLong(oid));
            statement.setLong(2, Integer.toUnsignedLong(oid));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long rows = row.getLong(1);
                return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(rows);
            }
        }
    }

    static OptionalLong ofQuery(Connection session, String query) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("explain (format json) " + query)) {
            row.next();
            return OptionalLong.of(
                    JSON.readTree(row.getString(1)).get(0).get("Plan").get("Plan Rows").asLong());
        }
    }
}
