package dev.rowhook.store.testing;

import dev.rowhook.embedded.PostgresVersion;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

/// A fresh database of a tenant, with logical decoding, owned by a login role that may replicate
/// and is no superuser. It is of the version that [OnEverySourceVersion] runs the test on, or of
/// the shipped one; all of a version share one server of the JVM, which starts with the first.
///
/// Thread-safe.
public final class SourcePostgres implements AutoCloseable {
    private static final String PASSWORD = "for the source";

    private static final Map<PostgresVersion, TestCluster> CLUSTERS = new ConcurrentHashMap<>();

    private final TestCluster cluster;
    private final String name;

    private SourcePostgres(TestCluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    public static SourcePostgres create() {
        return create(CLUSTERS.computeIfAbsent(SourceVersions.current(), SourcePostgres::start));
    }

    /// One of a server of its own kind.
    static SourcePostgres create(TestCluster cluster) {
        String name = cluster.freshName("source_");
        cluster.execute(
                "create role %s login replication password '%s'".formatted(name, PASSWORD),
                "create database %s owner %s".formatted(name, name));
        return new SourcePostgres(cluster, name);
    }

    /// A server with logical decoding.
    static TestCluster start(PostgresVersion version) {
        return TestCluster.start(settings ->
                settings.withVersion(version)
                        .withConfig("wal_level", "logical")
                        // Only what is written is streamed, and no commit waits for that here.
                        .withConfig("wal_writer_delay", "5ms")
                        .withConfig("max_replication_slots", "100")
                        .withConfig("max_wal_senders", "100"));
    }

    /// What version the server is of.
    public PostgresVersion version() {
        return cluster.version();
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return cluster.server().port();
    }

    public String database() {
        return name;
    }

    public String user() {
        return name;
    }

    public String password() {
        return PASSWORD;
    }

    /// A new connection as the owner of the database.
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(cluster.server().jdbcUrl(name), user(), password());
    }

    /// Runs statements as the owner, each in a transaction of its own.
    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /// For what a test asserts, and what only a superuser may do to a source.
    public DataSource superuser() {
        return cluster.server().superuser(name);
    }

    /// The one value that a query has as the superuser, as text.
    public String value(String query) {
        try (Connection connection = superuser().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Drops the database with its slots, whoever is connected.
    @Override
    public void close() {
        cluster.execute(
                "alter database %s allow_connections false".formatted(name),
                """
                do $$
                declare
                    held record;
                begin
                    perform pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '%1$s';
                    for held in select slot_name from pg_replication_slots where database = '%1$s' loop
                        perform pg_drop_replication_slot(held.slot_name);
                    end loop;
                end
                $$
                """
                        .formatted(name),
                "drop database %s with (force)".formatted(name),
                "drop role %s".formatted(name));
    }
}
