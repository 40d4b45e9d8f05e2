package dev.rowhook.dispatcher;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What a sink makes of the outcome of a request.
sealed interface Verdict {

    /// The endpoint has all of it.
    record Accepted() implements Verdict {}

    /// The endpoint has all but these messages, named by `webhook-id`.
    record Partly(Set<String> failed) implements Verdict {}

    /// It may be a message's fault, and is tried again.
    record Failed() implements Verdict {}

    /// The endpoint wants a pause, and nobody is to blame.
    record Throttled(Optional<Duration> pause) implements Verdict {}

    /// The endpoint was not reached, or wants nothing any more, and nobody is to blame.
    record Away() implements Verdict {}

    /// No further attempt can help.
    ///
    /// @param seen whether the endpoint said so, and not we
    record GiveUp(String reason, boolean seen) implements Verdict {}
}
