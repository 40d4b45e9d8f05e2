package dev.rowhook.dispatcher.http;

import okhttp3.Headers;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One request and what became of it.
///
/// @param at when it began, by the wall clock
/// @param url origin and path, without query
/// @param headers what was sent, secret values masked
/// @param replayRun the run of replays that the sink was in
public record Exchange(
        Outcome outcome,
        Wish wish,
        String webhookId,
        Instant at,
        Duration took,
        Timings timings,
        String url,
        Headers headers,
        Optional<Answer> answer,
        int replayRun) {

    /// Of a sink that was never replayed.
    public Exchange(
            Outcome outcome,
            Wish wish,
            String webhookId,
            Instant at,
            Duration took,
            Timings timings,
            String url,
            Headers headers,
            Optional<Answer> answer) {
        this(outcome, wish, webhookId, at, took, timings, url, headers, answer, 0);
    }

    /// Of a request that could not be made.
    public static Exchange none(Outcome outcome, String webhookId, Instant at) {
        return new Exchange(
                outcome,
                Wish.NONE,
                webhookId,
                at,
                Duration.ZERO,
                Timings.NONE,
                "",
                Headers.EMPTY,
                Optional.empty());
    }

    /// The same of a sink in a run of replays.
    public Exchange inRun(int run) {
        return new Exchange(outcome, wish, webhookId, at, took, timings, url, headers, answer, run);
    }

    /// When its outcome was known, by the wall clock.
    public Instant endedAt() {
        return at.plus(took);
    }

    /// Says which request it is, never what it holds.
    @Override
    public String toString() {
        return webhookId + " " + outcome.code();
    }
}
