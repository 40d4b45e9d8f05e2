package dev.rowhook.server.faults;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// A source whose every change of an item is entered into a ledger by the same transaction: a row's
/// history is insert of version 1, updates of rising versions, and perhaps a delete, which bears
/// the last version negated.
final class ItemSource implements AutoCloseable {
    private final PostgresCluster cluster;
    private final SourceLogin login;
    private final AtomicLong nextId = new AtomicLong(1);
    private final AtomicLong changes = new AtomicLong();

    private ItemSource(PostgresCluster cluster, SourceLogin login) {
        this.cluster = cluster;
        this.login = login;
    }

    static ItemSource start(Path directory, String password) throws SQLException {
        PostgresCluster cluster =
                PostgresCluster.start(
                        ClusterSettings.of(directory, "superuser")
                                .withConfig("wal_level", "logical")
                                .volatileForTests());
        try (Connection superuser = cluster.superuser("postgres").getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute(
                    "create role shop login replication password '%s'".formatted(password));
            statement.execute("create database shop owner shop");
        }
        ItemSource source =
                new ItemSource(
                        cluster,
                        new SourceLogin(
                                "127.0.0.1", cluster.port(), "shop", "shop", Secret.of(password)));
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table item (id bigint primary key, version int not null, note text)");
            statement.execute("alter table item replica identity full");
            statement.execute("create table ledger (id bigint, version int)");
        }
        return source;
    }

    SourceLogin login() {
        return login;
    }

    /// How many changes were committed.
    long changes() {
        return changes.get();
    }

    /// Commits one insert whose text is `note`.
    void insert(String note) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement =
                        connection.prepareStatement("insert into item values (?, 1, ?)")) {
            statement.setLong(1, nextId.getAndIncrement());
            statement.setString(2, note);
            statement.executeUpdate();
            changes.incrementAndGet();
        }
    }

    /// Writes with several writers, each on rows of its own, until asked to stop.
    Load load(int writers, long seed) {
        return new Load(writers, seed);
    }

    final class Load implements AutoCloseable {
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final List<CompletableFuture<Void>> running = new ArrayList<>();
        private volatile boolean stopping;

        private Load(int writers, long seed) {
            for (int i = 0; i < writers; i++) {
                Random random = new Random(seed + i);
                running.add(CompletableFuture.runAsync(() -> write(random), threads));
            }
        }

        private void write(Random random) {
            Map<Long, Integer> alive = new HashMap<>();
            List<Long> ids = new ArrayList<>();
            try (Connection connection = connect()) {
                connection.setAutoCommit(false);
                while (!stopping) {
                    int size = random.nextInt(50) == 0 ? 500 : 1 + random.nextInt(8);
                    for (int i = 0; i < size; i++) {
                        change(connection, random, alive, ids);
                    }
                    connection.commit();
                    changes.addAndGet(size);
                    Thread.sleep(3 + random.nextInt(10));
                }
            } catch (SQLException | InterruptedException e) {
                throw new CompletionException(e);
            }
        }

        /// Stops the writers.
        ///
        /// @throws ExecutionException if one had failed
        void stop() throws ExecutionException, InterruptedException {
            stopping = true;
            for (CompletableFuture<Void> writer : running) {
                writer.get();
            }
        }

        @Override
        public void close() {
            stopping = true;
            threads.close();
        }
    }

    private void change(
            Connection connection, Random random, Map<Long, Integer> alive, List<Long> ids)
            throws SQLException {
        if (ids.size() < 20 || random.nextInt(5) == 0) {
            long id = nextId.getAndIncrement();
            ids.add(id);
            alive.put(id, 1);
            execute(connection, "insert into item values (?, ?, 'new')", id, 1);
            enter(connection, id, 1);
            return;
        }
        // Few rows are changed often: they are the ones whose order is at risk.
        int at = random.nextInt(Math.min(ids.size(), 1 + random.nextInt(ids.size())));
        long id = ids.get(at);
        int version = alive.get(id) + 1;
        if (random.nextInt(12) == 0) {
            ids.remove(at);
            alive.remove(id);
            execute(connection, "delete from item where id = ? and version < ?", id, version);
            enter(connection, id, -(version - 1));
        } else {
            alive.put(id, version);
            execute(
                    connection,
                    "update item set note = 'changed', version = ? where id = ?",
                    version,
                    id);
            enter(connection, id, version);
        }
    }

    private static void enter(Connection connection, long id, int version) throws SQLException {
        execute(connection, "insert into ledger values (?, ?)", id, version);
    }

    private static void execute(Connection connection, String sql, long first, long second)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, first);
            statement.setLong(2, second);
            statement.executeUpdate();
        }
    }

    /// What was committed: for each row its versions, a delete as the last one negated.
    Map<Long, List<Integer>> ledger() throws SQLException {
        Map<Long, List<Integer>> ledger = new HashMap<>();
        // Versions rise within a row, and its delete comes last.
        String sql = "select id, version from ledger order by id, version < 0, version";
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                ledger.computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>()).add(rows.getInt(2));
            }
        }
        return ledger;
    }

    private Connection connect() throws SQLException {
        String url =
                "jdbc:postgresql://%s:%d/%s"
                        .formatted(login.hostname(), login.port(), login.database());
        return DriverManager.getConnection(url, login.username(), login.password().reveal());
    }

    @Override
    public void close() {
        cluster.close();
    }
}
