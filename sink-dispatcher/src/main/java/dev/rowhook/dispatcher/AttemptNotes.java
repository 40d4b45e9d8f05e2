package dev.rowhook.dispatcher;

import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.attempt.Attempt;
import dev.rowhook.dispatcher.attempt.AttemptLog;
import dev.rowhook.dispatcher.http.Exchange;
import dev.rowhook.dispatcher.window.Message;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Notes what came of the requests of one sink: all of it for the log of attempts, what failed for
/// ours too. Thread-safe.
final class AttemptNotes {
    private static final Logger log = LoggerFactory.getLogger(AttemptNotes.class);

    private final SinkId sink;
    private final AttemptLog attempts;

    AttemptNotes(SinkId sink, AttemptLog attempts) {
        this.sink = sink;
        this.attempts = attempts;
    }

    void note(
            Exchange exchange,
            List<Message> messages,
            Attempt.Kind kind,
            int number,
            NextStep next,
            Optional<Instant> nextTry) {
        boolean accepted = next == NextStep.ACCEPTED;
        if (!accepted) {
            log.atWarn()
                    .addKeyValue("sink", sink)
                    .addKeyValue("seq", messages.getFirst().seq())
                    .addKeyValue("messages", messages.size())
                    .addKeyValue("attempt", number)
                    .addKeyValue("outcome", exchange.outcome())
                    .addKeyValue("next", next)
                    .log("delivery attempt failed");
        }
        long[] seqs = messages.stream().mapToLong(Message::seq).toArray();
        try {
            attempts.add(
                    sink,
                    new Attempt(
                            exchange,
                            seqs,
                            kind,
                            number,
                            accepted,
                            next.name().toLowerCase(Locale.ROOT),
                            nextTry));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
