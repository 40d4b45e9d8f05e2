package dev.rowhook.server;

import java.time.LocalDateTime;

/// A change of one of pgbench's tables.
sealed interface PgbenchChange {

    Position position();

    /// A new or updated row of a table that holds a balance.
    record Balance(BalanceTable table, int key, BalanceRow row, boolean insert, Position position)
            implements PgbenchChange {}

    /// A new row of `pgbench_history`, which has no key.
    record History(HistoryRow row, Position position) implements PgbenchChange {}

    /// A place in the source's history.
    record Position(long commitLsn, long index) implements Comparable<Position> {
        @Override
        public int compareTo(Position other) {
            int byCommit = Long.compareUnsigned(commitLsn, other.commitLsn);
            return byCommit != 0 ? byCommit : Long.compare(index, other.index);
        }
    }

    /// The columns besides the key; of the filler its hash.
    record BalanceRow(int branch, int balance, int filler) {}

    record HistoryRow(int teller, int branch, int account, int delta, LocalDateTime at) {}

    enum BalanceTable {
        ACCOUNTS("pgbench_accounts", "aid", "abalance"),
        TELLERS("pgbench_tellers", "tid", "tbalance"),
        BRANCHES("pgbench_branches", "bid", "bbalance");

        private final String tableName;
        private final String key;
        private final String balance;

        BalanceTable(String tableName, String key, String balance) {
            this.tableName = tableName;
            this.key = key;
            this.balance = balance;
        }

        String tableName() {
            return tableName;
        }

        String key() {
            return key;
        }

        String balance() {
            return balance;
        }
    }
}
