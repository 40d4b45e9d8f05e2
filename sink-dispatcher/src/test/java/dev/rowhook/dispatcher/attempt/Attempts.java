package dev.rowhook.dispatcher.attempt;

import dev.rowhook.dispatcher.http.Answer;
import dev.rowhook.dispatcher.http.Exchange;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.http.Timings;
import dev.rowhook.dispatcher.http.Wish;

import okhttp3.Headers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Attempts to be written.
final class Attempts {
    static final Instant NOON = Instant.parse("2026-11-05T12:00:00.123456Z");

    private Attempts() {}

    static Attempt failed(long... seqs) {
        return of(new Outcome.Refused(500), false, Attempt.Kind.RETRY, "no", seqs);
    }

    static Attempt accepted(long... seqs) {
        return of(new Outcome.Accepted(200), true, Attempt.Kind.FIRST, "yes", seqs);
    }

    static Attempt of(
            Outcome outcome, boolean accepted, Attempt.Kind kind, String body, long... seqs) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Exchange exchange =
                new Exchange(
                        outcome,
                        Wish.NONE,
                        "msg_x_1_" + seqs[0],
                        NOON.plusSeconds(seqs[0]),
                        Duration.ofMillis(30),
                        new Timings(
                                Optional.of(Duration.ofMillis(1)),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Duration.ofMillis(20))),
                        "https://crm.example/hooks",
                        Headers.of("webhook-id", "msg_x_1_" + seqs[0], "X-Key", "***"),
                        Optional.of(
                                new Answer(
                                        500,
                                        Headers.of("Server", "a", "Vary", "b", "vary", "c"),
                                        bytes,
                                        true)));
        return new Attempt(
                exchange,
                seqs,
                kind,
                3,
                accepted,
                "retry",
                accepted ? Optional.empty() : Optional.of(NOON.plusSeconds(60)));
    }
}
