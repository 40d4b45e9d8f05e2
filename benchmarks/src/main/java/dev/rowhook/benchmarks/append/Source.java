package dev.rowhook.benchmarks.append;

import dev.rowhook.benchmarks.load.RowTable;
import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.proof.bed.SourceServer;
import dev.rowhook.server.client.SourceLogin;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A durable source whose changes wait in its slot until Rowhook is let in. Not thread-safe.
final class Source implements AutoCloseable {
    private static final String DATABASE = "app";
    private static final String PEER = "peer";
    private static final Duration PEER_WITHIN = Duration.ofMinutes(5);

    private final SourceServer server;
    private final SourceLogin login;
    private final int rowBytes;
    private long nextId = 1;

    /// @param rowBytes of the id and the text of a row
    Source(Path directory, int rowBytes) throws SQLException {
        this.rowBytes = rowBytes;
        server = SourceServer.start(ClusterSettings.of(directory, "append"));
        login = server.createDatabase(DATABASE);
        RowTable.create(server, DATABASE);
        try (Connection superuser = superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute(
                    "create role %s superuser replication login password '%s'"
                            .formatted(PEER, PEER));
            statement.execute(
                    """
                    create procedure fill(first bigint, rows bigint, per_transaction bigint, bytes int)
                    language plpgsql as $$
                    begin
                        for at in 0 .. rows - 1 by per_transaction loop
                            insert into %s
                            select id, left(repeat(md5(id::text), bytes / 32 + 1), bytes)
                            from generate_series(first + at, first + least(at + per_transaction, rows) - 1) id;
                            commit;
                        end loop;
                    end
                    $$
                    """
                            .formatted(RowTable.NAME));
        }
    }

    SourceLogin login() {
        return login;
    }

    long pid() {
        return server.cluster().pid();
    }

    /// Ends what the tenant's role streams, and keeps it out.
    void shut() throws SQLException {
        try (Connection superuser = superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("alter role %s nologin".formatted(login.username()));
            statement.execute(
                    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = '%s'"
                            .formatted(login.username()));
        }
    }

    /// Lets the tenant's role in again.
    void open() throws SQLException {
        try (Connection superuser = superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("alter role %s login".formatted(login.username()));
        }
    }

    /// Commits a load of new rows, and answers where the WAL ends then.
    String commit(Load load) throws SQLException {
        try (Connection superuser = superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("set synchronous_commit = off");
            statement.execute(
                    "call fill(%d, %d, %d, %d)"
                            .formatted(
                                    nextId,
                                    load.rows(),
                                    load.perTransaction(),
                                    rowBytes - Long.BYTES));
            nextId += load.rows();
            statement.execute("checkpoint");
            return text(statement, "select pg_current_wal_flush_lsn()");
        }
    }

    /// How long `pg_recvlogical` takes to receive what waits in the slot up to there; empty if this
    /// machine has none. It reads a copy of the slot, and throws away what it reads.
    Optional<Duration> receiveByPeer(String end)
            throws SQLException, IOException, InterruptedException {
        if (!isInstalled()) {
            return Optional.empty();
        }
        try (Connection superuser = superuser();
                Statement statement = superuser.createStatement()) {
            String slot =
                    text(
                            statement,
                            "select slot_name from pg_replication_slots where slot_name <> 'peer'");
            text(
                    statement,
                    "select pg_copy_logical_replication_slot('%s', '%s')".formatted(slot, PEER));
            String publications =
                    text(
                            statement,
                            "select string_agg(format('%I', pubname), ',') from pg_publication");
            try {
                return Optional.of(receive(end, publications));
            } finally {
                statement.execute("select pg_drop_replication_slot('%s')".formatted(PEER));
            }
        }
    }

    private Duration receive(String end, String publications)
            throws IOException, InterruptedException {
        ProcessBuilder command =
                new ProcessBuilder(
                        "pg_recvlogical",
                        "--host=127.0.0.1",
                        "--port=" + login.port(),
                        "--username=" + PEER,
                        "--dbname=" + DATABASE,
                        "--slot=" + PEER,
                        "--start",
                        "--no-loop",
                        "--endpos=" + end,
                        "--option=proto_version=1",
                        "--option=publication_names=" + publications,
                        "--file=/dev/null");
        command.environment().put("PGPASSWORD", PEER);
        command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.INHERIT);
        long began = System.nanoTime();
        Process process = command.start();
        try {
            if (!process.waitFor(PEER_WITHIN.toSeconds(), TimeUnit.SECONDS)
                    || process.exitValue() != 0) {
                throw new IOException("pg_recvlogical did not come to the end");
            }
        } finally {
            process.destroy();
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder("pg_recvlogical", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private Connection superuser() throws SQLException {
        return server.cluster().superuser(DATABASE).getConnection();
    }

    @Override
    public void close() {
        server.close();
    }
}
