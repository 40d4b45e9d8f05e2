package dev.rowhook.server.runtime;

import java.sql.SQLException;

/// Other questions are put to the source, and none of them has ended in time. Whoever asked may ask
/// again.
final class SourceBusyException extends SQLException {
    private static final long serialVersionUID = 1;

    SourceBusyException() {
        super("too many questions at a time");
    }
}
