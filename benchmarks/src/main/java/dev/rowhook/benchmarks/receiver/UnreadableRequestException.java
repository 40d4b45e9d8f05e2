package dev.rowhook.benchmarks.receiver;

/// Bytes that are no request this receiver understands. The connection is closed.
final class UnreadableRequestException extends Exception {
    UnreadableRequestException(String message) {
        super(message);
    }
}
