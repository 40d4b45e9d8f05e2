package dev.rowhook.reader;

import dev.rowhook.changelog.LeaseLostException;
import dev.rowhook.changelog.LogPosition;
import dev.rowhook.core.Lsn;
import dev.rowhook.reader.source.SourceCondition;
import dev.rowhook.reader.source.SourceRefusedException;
import dev.rowhook.reader.source.StreamStart;

import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Notices that the stream of a database ends again and again at one place, for a reason that no
/// waiting mends: a value that the source cannot send, a publication that is not there where it is
/// needed. Not thread-safe.
final class StuckWatch {
    /// What names a database that is stuck.
    static final String STUCK = "stuck";

    /// Classes of SQLSTATEs that say nothing of what was to be sent: connections, resources, locks,
    /// an operator, and the machine.
    private static final Set<String> PASSING = Set.of("08", "53", "55", "57", "58");

    private final int failures;
    private @Nullable Failure last;
    private int times;
    private Optional<SourceCondition> standing = Optional.empty();

    /// @param failures equal ones at one place, after which it is stuck there
    StuckWatch(int failures) {
        this.failures = failures;
    }

    private record Failure(Lsn end, Lsn commit, long changes, String cause) {}

    /// The stream ended while the log was at a position.
    ///
    /// @throws SourceRefusedException if it is stuck there
    void failed(LogPosition at, Exception cause) throws SourceRefusedException {
        if (isPassing(cause)) {
            return;
        }
        Failure failure = failure(at, Causes.brief(cause));
        times = failure.equals(last) ? times + 1 : 1;
        last = failure;
        if (times >= failures) {
            throw stuck(condition(failure));
        }
    }

    /// The source sent a row that is too large to be read, while the log was at a position.
    SourceRefusedException failed(LogPosition at, RowTooLargeException row) {
        last = failure(at, "too large");
        return stuck(
                new SourceCondition(
                        STUCK,
                        String.valueOf(row.getMessage()),
                        "Whoever runs Rowhook may give it more heap: an eighth of it is the limit. Or: "
                                + StreamStart.MEND));
    }

    private static Failure failure(LogPosition at, String cause) {
        return new Failure(at.endLsn(), at.commitLsn(), at.changeCount(), cause);
    }

    private SourceRefusedException stuck(SourceCondition condition) {
        standing = Optional.of(condition);
        return new SourceRefusedException(condition);
    }

    /// What is told while nobody knows whether the stream gets any further.
    List<SourceCondition> standing() {
        return standing.stream().toList();
    }

    /// The stream has come to a position. True: it was stuck, and is no more.
    boolean moved(LogPosition to) {
        if (standing.isEmpty() || (last != null && last.equals(failure(to, last.cause())))) {
            return false;
        }
        reset();
        return true;
    }

    /// It begins anew elsewhere.
    void reset() {
        last = null;
        times = 0;
        standing = Optional.empty();
    }

    private static boolean isPassing(Exception cause) {
        if (cause instanceof SQLException sql) {
            @Nullable String state = sql.getSQLState();
            return state == null || PASSING.stream().anyMatch(state::startsWith);
        }
        // What our own Postgres says is no fault of what was to be read.
        return cause instanceof DataAccessException || cause instanceof LeaseLostException;
    }

    private static SourceCondition condition(Failure failure) {
        return new SourceCondition(
                STUCK,
                "The stream ends again and again behind %s: %s. Nothing that commits after that can be read."
                        .formatted(failure.end(), failure.cause()),
                "The log of the source says more, if it is an error of the source. "
                        + StreamStart.MEND);
    }
}
