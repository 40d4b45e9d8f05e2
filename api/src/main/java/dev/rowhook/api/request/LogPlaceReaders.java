package dev.rowhook.api.request;

import dev.rowhook.core.Lsn;

import java.time.Clock;
import java.time.Instant;

/// Readers of places in the history of a source.
public final class LogPlaceReaders {
    private static final int MAX_LSN = 17;

    private LogPlaceReaders() {}

    /// A place in the WAL as Postgres writes it.
    public static FieldReader<Lsn> lsn() {
        return Readers.text(MAX_LSN)
                .then(text ->
                        Lsn.parse(text)
                                .filter(lsn -> lsn.value() >= 0)
                                .orElseThrow(() ->
                                        new InvalidFieldException(
                                                "invalid_lsn",
                                                "Expected a place in the WAL such as"
                                                        + " 16/B374D848.")));
    }

    /// A time that has come.
    public static FieldReader<Instant> past(Clock clock) {
        return QueryReaders.instant()
                .then(time -> {
                    if (time.isAfter(clock.instant())) {
                        throw new InvalidFieldException(
                                "in_the_future", "Expected a time that has come.");
                    }
                    return time;
                });
    }

    /// The number of a change in a log.
    public static FieldReader<Long> seq() {
        return value -> {
            if (!value.isIntegralNumber()) {
                throw Readers.wrongType("a whole number");
            }
            if (!value.canConvertToLong() || value.longValue() < 1) {
                throw new InvalidFieldException("out_of_range", "Expected a number from 1 on.");
            }
            return value.longValue();
        };
    }
}
