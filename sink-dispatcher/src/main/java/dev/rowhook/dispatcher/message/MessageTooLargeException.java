package dev.rowhook.dispatcher.message;

/// A message is larger than its sink allows. Whoever sends it gives it up.
public final class MessageTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MessageTooLargeException(int bytes, int maxBytes) {
        super("message of %d bytes where %d are allowed".formatted(bytes, maxBytes));
    }
}
