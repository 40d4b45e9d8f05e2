package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.attempt.HeaderJson;
import dev.rowhook.dispatcher.http.Answer;
import dev.rowhook.dispatcher.http.Exchange;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.http.Timings;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A test message that was sent, and what the endpoint made of it.
///
/// @param url origin and path, without query
/// @param requestHeaders as a JSON object, secret values masked
/// @param body what was sent
/// @param answer what came back, secrets of the endpoint blanked
public record TriedDelivery(
        boolean accepted,
        String code,
        Optional<Integer> status,
        Instant at,
        Duration took,
        Timings timings,
        String webhookId,
        String url,
        String requestHeaders,
        String body,
        Optional<Echo> answer) {

    /// The beginning of an answer.
    ///
    /// @param headers as a JSON object
    /// @param complete whether the body is all of it
    public record Echo(String headers, String body, boolean complete) {

        /// Says nothing of what it holds.
        @Override
        public String toString() {
            return "answer";
        }
    }

    static TriedDelivery of(Exchange exchange, String body) {
        Outcome outcome = exchange.outcome();
        return new TriedDelivery(
                outcome instanceof Outcome.Accepted,
                outcome.code(),
                outcome.answered().or(() -> exchange.answer().map(Answer::status)),
                exchange.at(),
                exchange.took(),
                exchange.timings(),
                exchange.webhookId(),
                exchange.url(),
                HeaderJson.of(exchange.headers()).data(),
                body,
                exchange.answer().map(TriedDelivery::echo));
    }

    private static Echo echo(Answer answer) {
        return new Echo(
                HeaderJson.of(answer.headers()).data(),
                new String(answer.body(), StandardCharsets.UTF_8),
                answer.complete());
    }

    /// Says what became of it, never what it held.
    @Override
    public String toString() {
        return webhookId + " " + code;
    }
}
