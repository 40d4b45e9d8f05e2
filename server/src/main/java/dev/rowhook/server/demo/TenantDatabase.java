package dev.rowhook.server.demo;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.server.client.SourceLogin;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A tenant's Postgres with a table `subscriptions`, owned by a role that may log in and replicate,
/// and no more.
///
/// A trigger counts each row's versions, whoever changes it: so the table itself tells how many
/// changes of a row there were. Deletes and old values are seen because the table's replica
/// identity is full. Thread-safe.
final class TenantDatabase implements AutoCloseable {
    static final String TABLE = "public.subscriptions";

    private static final String[] SCHEMA = {
        """
        create table subscriptions (
            id bigint generated always as identity primary key,
            customer text not null,
            plan text not null,
            status text not null default 'active',
            mrr numeric(10,2) not null,
            tags text[] not null default '{}',
            details jsonb not null default '{}',
            renewed_at timestamptz not null default now(),
            version int not null default 1
        )
        """,
        """
        create function count_version() returns trigger language plpgsql as
        $$ begin new.version := old.version + 1; return new; end $$
        """,
        """
        create trigger count_version before update on subscriptions
            for each row execute function count_version()
        """,
        "alter table subscriptions replica identity full"
    };

    private final PostgresCluster cluster;
    private final SourceLogin login;

    private TenantDatabase(PostgresCluster cluster, SourceLogin login) {
        this.cluster = cluster;
        this.login = login;
    }

    /// Starts it anew in a directory; what was there is deleted.
    static TenantDatabase start(Path directory) throws SQLException {
        PostgresCluster.erase(directory);
        PostgresCluster cluster =
                PostgresCluster.start(
                        ClusterSettings.of(directory, Passwords.random())
                                .withConfig("wal_level", "logical")
                                .withConfig("shared_buffers", "32MB"));
        SourceLogin login =
                new SourceLogin(
                        "127.0.0.1", cluster.port(), "shop", "shop", Secret.of(Passwords.random()));
        TenantDatabase database = new TenantDatabase(cluster, login);
        try {
            database.prepare();
            return database;
        } catch (SQLException | RuntimeException e) {
            cluster.stop();
            throw e;
        }
    }

    private void prepare() throws SQLException {
        try (Connection connection = cluster.superuser("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create role shop login replication password '%s'"
                            .formatted(login.password().reveal()));
            statement.execute("create database shop owner shop");
        }
        for (String sql : SCHEMA) {
            change(sql);
        }
    }

    SourceLogin login() {
        return login;
    }

    /// Runs statements in one transaction, and answers how many rows they changed.
    int change(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            int rows = 0;
            for (String sql : statements) {
                statement.execute(sql);
                rows += Math.max(0, statement.getUpdateCount());
            }
            connection.commit();
            return rows;
        }
    }

    /// The rows that are not the same, in every column, in the table and in these JSON objects.
    /// Postgres compares.
    List<Long> differences(String records) throws SQLException {
        String sql =
                """
                select coalesce(source.id, received.id)
                from subscriptions source
                full join jsonb_populate_recordset(null::subscriptions, ?::jsonb) received
                    on source.id = received.id
                where source is distinct from received
                order by 1
                """;
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, records);
            List<Long> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            return ids;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                login.jdbcUrl(), login.username(), login.password().reveal());
    }

    @Override
    public void close() {
        cluster.close();
    }
}
