package dev.rowhook.embedded;

/// The Postgres cannot be started, stopped or made. The message is for the person who started it:
/// it names the directory or the port and what to do, and ends with the last lines of the log where
/// there are some.
///
/// Nobody in this process recovers from it.
public final class ClusterException extends RuntimeException {
    ClusterException(String message) {
        super(message);
    }

    ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
