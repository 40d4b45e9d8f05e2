package dev.rowhook.proof.ledger;

import java.sql.SQLException;

/// Says which failures of a statement are no failures of the load.
final class Survivable {
    private Survivable() {}

    /// Whether the transaction lost against another: a deadlock, a serialization failure, a lock
    /// that was waited for too long, a cancelled statement.
    static boolean isConflict(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("40") || state.equals("55P03") || state.equals("57014");
    }

    /// Whether the connection is lost, or there is none to be had at the moment.
    static boolean isLoss(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
    }
}
