package dev.rowhook.server.runtime;

import java.sql.SQLException;
import java.util.Optional;

/// What answers say of a source that cannot be asked: never the driver's text.
final class SourceFailures {
    private SourceFailures() {}

    static String told(SQLException failure) {
        return failure instanceof SourceBusyException
                ? "The source cannot be asked: %d other questions are put to it."
                        .formatted(SourceTurns.AT_A_TIME)
                : "The source cannot be asked: it answered with the error %s."
                        .formatted(Optional.ofNullable(failure.getSQLState()).orElse("unknown"));
    }
}
