package dev.rowhook.api.delivery.replay;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.PlaceAnswer;
import dev.rowhook.api.problem.FieldError;
import dev.rowhook.api.problem.Problem;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.changelog.LogPlace;
import dev.rowhook.changelog.LogPlaces.Answer;
import dev.rowhook.changelog.LogPoint;
import dev.rowhook.dispatcher.lookup.LogHistory;
import dev.rowhook.dispatcher.lookup.ReplayPlan;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where replays can begin, or why they cannot. The log is read by the worker's role, outside of
/// the account's transaction.
@Component
class ReplayPlaces {
    private final LogHistory history;

    ReplayPlaces(LogHistory history) {
        this.history = history;
    }

    /// The seq that a replay from there begins with.
    ///
    /// @throws ProblemException if there is none
    long require(DeliverySink sink, LogPlace from) {
        Answer answer =
                history.find(sink.account(), sink.id(), from)
                        .orElseThrow(() ->
                                ProblemException.of(
                                        ProblemCode.SINK_STARTING, "The sink has not begun yet."));
        return switch (answer) {
            case Answer.Found(LogPoint point) -> point.seq();
            case Answer.Beyond(long last) -> throw beyond(last);
            case Answer.TooEarly(Optional<LogPoint> earliest) -> throw tooEarly(earliest);
        };
    }

    ReplayPlan plan(DeliverySink sink, long seq) {
        return history.plan(sink.account(), sink.id(), seq)
                .orElseThrow(() -> tooEarly(Optional.empty()));
    }

    private static ProblemException beyond(long last) {
        String detail = "The log ends with %d.".formatted(last);
        return ProblemException.invalidFields(
                List.of(new FieldError("/from/seq", "out_of_range", detail)));
    }

    static ProblemException tooEarly(Optional<LogPoint> earliest) {
        Optional<PlaceAnswer> place = earliest.map(PlaceAnswer::of);
        String detail =
                place.map(PlaceAnswer::words)
                        .map(words ->
                                "The log does not have all that the sink wants from there on. It has"
                                        + " from %s on.".formatted(words))
                        .orElse("The log does not have all that the sink wants from anywhere on.");
        return new ProblemException(
                new Problem(
                        ProblemCode.REPLAY_TOO_EARLY,
                        detail,
                        List.of(),
                        place.<Map<String, Object>>map(at -> Map.of("earliest", at))
                                .orElse(Map.of())));
    }
}
