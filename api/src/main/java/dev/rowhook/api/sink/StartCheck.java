package dev.rowhook.api.sink;

import dev.rowhook.api.delivery.PlaceAnswer;
import dev.rowhook.api.problem.Problem;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.changelog.LogPlaces.Answer;
import dev.rowhook.changelog.LogPoint;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.dispatcher.lookup.LogHistory;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether a sink can begin in the past: where the log has all changes of all its tables.
@Component
class StartCheck {
    private final LogHistory history;

    StartCheck(LogHistory history) {
        this.history = history;
    }

    /// @param database as it is while the sink is made
    /// @throws ProblemException if it cannot
    void check(AccountId account, DatabaseRecord database, List<TableName> tables, Start start) {
        if (start.isNow()) {
            return;
        }
        Set<String> retained = Set.of(database.getRetainTables());
        Optional<TableName> other =
                tables.stream().filter(table -> !retained.contains(table.toString())).findFirst();
        if (other.isPresent()) {
            throw ProblemException.of(
                    ProblemCode.START_NOT_RETAINED,
                    "The database does not retain %s: only where all tables are retained a sink can begin in the past."
                            .formatted(other.get()));
        }
        Answer answer =
                history.findStart(account, new DatabaseId(database.getId()), tables, start.place());
        if (answer instanceof Answer.TooEarly(Optional<LogPoint> earliest)) {
            throw tooEarly(earliest.map(PlaceAnswer::of));
        }
    }

    private static ProblemException tooEarly(Optional<PlaceAnswer> earliest) {
        return new ProblemException(
                new Problem(
                        ProblemCode.START_TOO_EARLY,
                        earliest.map(place ->
                                        "The log has all of these tables from %s on."
                                                .formatted(place.words()))
                                .orElse("The log does not have all of these tables yet."),
                        List.of(),
                        earliest.<Map<String, Object>>map(place -> Map.of("earliest", place))
                                .orElse(Map.of())));
    }
}
