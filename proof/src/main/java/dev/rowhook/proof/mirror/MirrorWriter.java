package dev.rowhook.proof.mirror;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// Writes drawn transactions to all tables until it is interrupted: inserts, updates, deletes,
/// moves of keys, and now and then a truncate, some rolled back, some open for long. Connections
/// that are lost are made again.
///
/// Runs on a thread of its own.
public final class MirrorWriter implements Runnable {
    private static final int MOST_OF_A_TRANSACTION = 12;
    private static final int STEPS_TO_A_TRUNCATE = 2_000;
    private static final MirrorTable[] TABLES = MirrorTable.values();

    private final Connections connections;
    private final Random random;
    private final int numbers;
    private final long pauseMillis;
    private final AtomicLong committed;
    private volatile boolean stopping;

    /// Makes connections as the owner of the tables.
    public interface Connections {
        Connection open() throws SQLException;
    }

    /// @param numbers rows are made of the numbers below this
    /// @param pauseMillis between two transactions, at most
    /// @param committed counts the changes that were committed
    public MirrorWriter(
            Connections connections,
            long seed,
            int numbers,
            long pauseMillis,
            AtomicLong committed) {
        this.connections = connections;
        this.random = new Random(seed);
        this.numbers = numbers;
        this.pauseMillis = pauseMillis;
        this.committed = committed;
    }

    public void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        while (!stopping) {
            try (Connection connection = connections.open()) {
                connection.setNetworkTimeout(Runnable::run, 20_000);
                connection.setAutoCommit(false);
                write(connection);
            } catch (SQLException e) {
                // The source is away, for a while.
                pause(100);
            }
        }
    }

    private void write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout = '200ms'");
            connection.commit();
            while (!stopping) {
                transact(connection, statement);
                pause(random.nextLong(pauseMillis + 1));
            }
        }
    }

    private void transact(Connection connection, Statement statement) throws SQLException {
        int steps = 1 + random.nextInt(MOST_OF_A_TRANSACTION);
        try {
            int changes = 0;
            for (int i = 0; i < steps; i++) {
                changes += statement.executeUpdate(step());
            }
            if (random.nextInt(100) == 0) {
                pause(random.nextLong(1_000));
            }
            if (random.nextInt(12) == 0) {
                connection.rollback();
            } else {
                connection.commit();
                committed.addAndGet(changes);
            }
        } catch (SQLException e) {
            if (isLoss(e)) {
                throw e;
            }
            // Another writer was first.
            connection.rollback();
        }
    }

    private static boolean isLoss(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
    }

    private String step() {
        MirrorTable table = TABLES[random.nextInt(TABLES.length)];
        int number = random.nextInt(numbers);
        if (random.nextInt(STEPS_TO_A_TRUNCATE) == 0) {
            return table.truncate();
        }
        return switch (random.nextInt(10)) {
            case 0, 1 -> table.insert(number, random.nextInt(8) == 0);
            case 2, 3 -> table.delete(number);
            case 4 -> table.move(number, random.nextInt(numbers));
            default -> table.update(number, random.nextInt(8) == 0);
        };
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
