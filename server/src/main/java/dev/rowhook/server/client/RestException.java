package dev.rowhook.server.client;

/// The REST interface gave no answer, or a problem. The message holds the problem's text, which
/// names no secrets.
///
/// Nobody recovers from it: what was to be shown cannot be.
public final class RestException extends RuntimeException {
    RestException(String message) {
        super(message);
    }

    RestException(String message, Throwable cause) {
        super(message, cause);
    }
}
