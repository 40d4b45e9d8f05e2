package dev.rowhook.api.problem;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.StringJoiner;

/// Tells what failed without its messages: the classes of an exception and its causes, with the SQL
/// state where there is one, and the first line of ours.
public final class Failures {
    private static final int MAX_DEPTH = 8;

    private Failures() {}

    /// Its text, for a log.
    public static String describe(Throwable failure) {
        StringJoiner text = new StringJoiner(", by ");
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            text.add(cause.getClass().getName() + state(cause) + place(cause));
            cause = cause.getCause();
        }
        return text.toString();
    }

    private static String state(Throwable cause) {
        return cause instanceof SQLException sql ? " (SQL state " + sql.getSQLState() + ")" : "";
    }

    private static String place(Throwable cause) {
        for (StackTraceElement element : cause.getStackTrace()) {
            if (element.getClassName().startsWith("dev.rowhook.")) {
                return " at " + element;
            }
        }
        return "";
    }
}
