package dev.rowhook.reader.pgoutput;

import java.io.Serial;

/// Bytes that are no message of pgoutput. The stream cannot go on past them; the reader connects
/// again.
public final class MalformedMessageException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    public MalformedMessageException(String message) {
        super(message);
    }

    MalformedMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
