package dev.rowhook.backfill.page;

import dev.rowhook.changelog.page.SourceSnapshot;
import dev.rowhook.core.change.TableName;
import dev.rowhook.source.Identifiers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// A session in which pages are read. Not thread-safe.
final class PageSession {
    private static final String FACTS =
            """
            select pg_catalog.pg_current_snapshot()::text, pg_catalog.pg_is_in_recovery(),
                   (extract(epoch from pg_catalog.clock_timestamp()) * 1000000)::bigint,
                   %s
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ? and c.relname = ?
            """
                    .formatted(TableCatalogue.FINGERPRINT);

    private final Connection connection;

    /// What holds in a transaction.
    ///
    /// @param now in microseconds since 1970-01-01 UTC
    record Facts(SourceSnapshot snapshot, long now, String fingerprint) {}

    private PageSession(Connection connection) {
        this.connection = connection;
    }

    /// A session of its own connection, which it leaves in its settings.
    ///
    /// Under row-level security rows would be missing silently; an error tells of them. A scan that
    /// begins in the middle, or in several places, would not keep the order of storage.
    static PageSession on(Connection connection, PageLimits limits) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    set standard_conforming_strings = on; set row_security = off; set synchronize_seqscans = off;
                    set max_parallel_workers_per_gather = 0; set jit = off;
                    set statement_timeout = %d; set lock_timeout = %d; set idle_in_transaction_session_timeout = 60000
                    """
                            .formatted(limits.statement().toMillis(), limits.lock().toMillis()));
        }
        return new PageSession(connection);
    }

    Connection connection() {
        return connection;
    }

    /// Begins a transaction whose snapshot is taken once the table is locked: no DDL comes between
    /// them.
    void begin(PagedTable table) throws SQLException {
        TableName name = table.relation().name();
        execute(
                "begin isolation level repeatable read read only; lock table %s%s in access share mode"
                        .formatted(table.partitioned() ? "" : "only ", Identifiers.quote(name)));
    }

    /// What holds for the table of the transaction.
    Facts facts(TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FACTS)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Facts(
                        SourceSnapshot.parse(row.getString(1), row.getBoolean(2)),
                        row.getLong(3),
                        row.getString(4));
            }
        }
    }

    /// Ends the transaction, if there is one.
    void end() throws SQLException {
        if (!connection.isClosed()) {
            execute("rollback");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The time since `start`.
    static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
