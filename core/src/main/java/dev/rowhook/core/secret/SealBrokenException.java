package dev.rowhook.core.secret;

/// A sealed value does not open: it was cut, altered or moved from another place, or its key is
/// missing. The message names neither the value nor what it would have been. A person has to
/// recover it.
public class SealBrokenException extends RuntimeException {
    SealBrokenException(String message) {
        super(message);
    }
}
