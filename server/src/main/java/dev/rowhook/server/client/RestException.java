package dev.rowhook.server.client;

import java.util.OptionalInt;

/// The REST interface gave no answer, or a problem. The message holds the problem's text, which
/// names no secrets.
///
/// Nobody recovers from it: what was to be shown cannot be.
public final class RestException extends RuntimeException {
    private final OptionalInt status;

    RestException(String message, OptionalInt status) {
        super(message);
        this.status = status;
    }

    RestException(String message, Throwable cause) {
        super(message, cause);
        this.status = OptionalInt.empty();
    }

    /// The status of the answer; empty if there was none.
    public OptionalInt status() {
        return status;
    }
}
