package dev.rowhook.dispatcher;

import java.io.Serial;

/// A message for which the filter of its sink ends with an error, so that nobody knows whether it
/// is to be sent. Whoever was to send it makes a dead letter of it.
final class FilterFailedException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    FilterFailedException(long seq) {
        super("the filter fails for message " + seq, null, false, false);
    }
}
