package dev.rowhook.server.dev;

import java.io.Serial;

/// The dev mode cannot start; the message says to a person what to do about it.
public final class StartFailedException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    StartFailedException(String message) {
        super(message);
    }

    StartFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
