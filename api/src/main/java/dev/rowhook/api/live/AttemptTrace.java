package dev.rowhook.api.live;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.attempt.AttemptAnswer;
import dev.rowhook.api.delivery.attempt.NewAttempts;
import dev.rowhook.core.AttemptId;

import org.jooq.DSLContext;

import tools.jackson.databind.json.JsonMapper;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tells the attempts of a sink as they are written. Of one thread.
final class AttemptTrace {
    private final DeliverySink sink;
    private final int atOnce;
    private final JsonMapper json;
    private Optional<AttemptId> last = Optional.empty();

    /// @param atOnce how many of those that were written since the last time are told
    AttemptTrace(DeliverySink sink, int atOnce, JsonMapper json) {
        this.sink = sink;
        this.atOnce = atOnce;
        this.json = json;
    }

    /// Tells streams what was written since the last time. New ones get what comes from now on, or
    /// what came since the attempt that they name.
    void tell(DSLContext db, List<LiveStream> streams, List<LiveStream> joined) {
        AttemptId known = last.orElseGet(() -> NewAttempts.last(db, sink));
        NewAttempts written = NewAttempts.after(db, sink, known, atOnce);
        last = Optional.of(written.last().orElse(known));
        Set<LiveStream> fresh = new HashSet<>(joined);
        streams.stream()
                .filter(stream -> stream.wish().has(EventKind.ATTEMPT))
                .filter(stream -> !fresh.contains(stream))
                .forEach(stream -> offer(stream, written));
        for (LiveStream stream : joined) {
            if (stream.wish().has(EventKind.ATTEMPT)) {
                stream.wish()
                        .after()
                        .ifPresent(
                                after -> offer(stream, NewAttempts.after(db, sink, after, atOnce)));
            }
        }
    }

    private void offer(LiveStream stream, NewAttempts written) {
        if (written.left() > 0) {
            stream.queue().drop(written.left());
        }
        for (AttemptAnswer attempt : written.attempts()) {
            if (stream.wish().choice().holds(attempt)) {
                stream.queue()
                        .addAttempt(
                                new Event(
                                        EventKind.ATTEMPT,
                                        Optional.of(attempt.id()),
                                        json.writeValueAsString(attempt)));
            }
        }
    }
}
