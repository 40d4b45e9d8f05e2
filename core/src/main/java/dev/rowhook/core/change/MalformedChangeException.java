package dev.rowhook.core.change;

import java.io.Serial;

/// The bytes of a change cannot be read, or not be said as one message. Reading them again will not
/// help: whoever delivers the change gives it up as a dead letter. The message says where, never
/// what the row holds.
public final class MalformedChangeException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    public MalformedChangeException(String message) {
        super(message);
    }
}
