package dev.rowhook.api.problem;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/// Tells a request that failed because our own Postgres is away, restarting or full of connections:
/// the same request works a little later.
final class StoreAway {
    /// Connection exceptions, lack of resources, and what an operator does to a server.
    private static final Set<String> CLASSES = Set.of("08", "53", "57");

    private static final int MAX_DEPTH = 8;

    private StoreAway() {}

    static boolean isCauseOf(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause instanceof SQLException sql && isAway(sql)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isAway(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || (state != null
                        && state.length() == 5
                        && CLASSES.contains(state.substring(0, 2)));
    }
}
