package dev.rowhook.filter;

/// A filter that Postgres would end with an error for this change, such as a division by zero. It
/// has no stack trace: it is a value's fault, may come with every change, and who evaluates makes a
/// dead letter of it. The message holds no value of the row.
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String sqlState;

    /// @param sqlState Postgres's code of the error, such as `22012`
    public EvaluationException(String sqlState, String message) {
        super(message, null, false, false);
        this.sqlState = sqlState;
    }

    public String sqlState() {
        return sqlState;
    }
}
