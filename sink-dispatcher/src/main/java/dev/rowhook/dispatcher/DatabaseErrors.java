package dev.rowhook.dispatcher;

import org.jooq.exception.DataAccessException;

import java.sql.SQLException;

/// Says of a failed statement what may be logged. The driver's own messages quote rows.
final class DatabaseErrors {
    private DatabaseErrors() {}

    static String describe(DataAccessException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getClass().getSimpleName() + " " + sql.getSQLState();
            }
        }
        return failure.getClass().getSimpleName();
    }
}
