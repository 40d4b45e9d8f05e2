package dev.rowhook.proof.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// A moment in the life of a source, between the transactions that had committed and those that had
/// not. Immutable.
public final class Mark {
    private final long oldestRunning;
    private final long next;
    private final Set<Long> running;

    private Mark(long oldestRunning, long next, Set<Long> running) {
        this.oldestRunning = oldestRunning;
        this.next = next;
        this.running = running;
    }

    /// The present moment.
    public static Mark of(Connection source) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery("select pg_current_snapshot()")) {
            row.next();
            return parse(row.getString(1));
        }
    }

    /// Reads `<oldest running>:<next>:<running>,<running>,…`
    private static Mark parse(String snapshot) {
        String[] parts = snapshot.split(":", -1);
        return new Mark(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Arrays.stream(parts[2].split(",", -1))
                        .filter(transaction -> !transaction.isEmpty())
                        .map(Long::valueOf)
                        .collect(Collectors.toSet()));
    }

    /// Whether a transaction that committed had done so before.
    boolean isAfter(long transaction) {
        return transaction < next
                && (transaction < oldestRunning || !running.contains(transaction));
    }
}
