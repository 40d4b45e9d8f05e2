package dev.rowhook.proof.ledger;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.random.RandomGenerator;

/// Writes one transaction after another, also over lost connections, until it is asked to stop.
///
/// Runs on a thread of its own.
final class Writer implements Runnable {
    private static final long RECONNECT_NANOS = 50_000_000;
    private static final int MOST_OF_A_TRANSACTION = 8;

    private final Workload.Connections connections;
    private final LoadState load;
    private final RandomGenerator random;
    private final WorkloadOptions options;
    private final SmallChanges small;
    private final BigChanges big;

    Writer(
            Workload.Connections connections,
            LoadState load,
            RandomGenerator random,
            WorkloadOptions options) {
        this.connections = connections;
        this.load = load;
        this.random = random;
        this.options = options;
        this.small = new SmallChanges(load.keys(), random);
        this.big = new BigChanges(load.keys(), random, options.biggest());
    }

    @Override
    public void run() {
        try {
            while (!load.isStopping()) {
                writeUntilLost();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException e) {
            load.failed(e);
        }
    }

    private void writeUntilLost() throws SQLException, InterruptedException {
        try (SourceSession session = SourceSession.open(connections)) {
            while (!load.isStopping()) {
                load.gate().enter();
                int changes;
                try {
                    changes = transact(session);
                } finally {
                    load.gate().leave();
                }
                load.pass(load.pace().nanosAfter(changes));
            }
        } catch (SQLException e) {
            if (!Survivable.isLoss(e)) {
                throw e;
            }
            load.connectionLost();
            load.pass(RECONNECT_NANOS + random.nextLong(RECONNECT_NANOS));
        }
    }

    /// Makes a transaction, and answers how many changes it committed.
    private int transact(SourceSession session) throws SQLException {
        try {
            int changes = change(session);
            if (random.nextInt(30) == 0) {
                session.rollback();
                load.rolledBack();
                return 0;
            }
            session.commit();
            load.committed(changes);
            return changes;
        } catch (SQLException e) {
            if (!Survivable.isConflict(e)) {
                throw e;
            }
            session.rollback();
            load.conflicted();
            return 0;
        }
    }

    private int change(SourceSession session) throws SQLException {
        if (options.bigOneIn() > 0 && random.nextInt(options.bigOneIn()) == 0) {
            return big.make(session);
        }
        if (random.nextInt(25) == 0) {
            session.writeUnrelated(random.nextLong());
        }
        int changes = several(session);
        if (random.nextInt(20) == 0) {
            Savepoint savepoint = session.savepoint();
            several(session);
            session.rollback(savepoint);
            changes += several(session);
        }
        return changes;
    }

    private int several(SourceSession session) throws SQLException {
        int changes = 0;
        for (int i = random.nextInt(MOST_OF_A_TRANSACTION); i >= 0; i--) {
            changes += small.make(session);
        }
        return changes;
    }
}
