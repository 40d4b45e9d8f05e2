package dev.rowhook.filter.function;

/// A call that Postgres would take and a filter cannot. The reason is for who wrote it: why, and
/// what is possible instead.
public final class UnsupportedCallException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    public UnsupportedCallException(String reason) {
        super(reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
