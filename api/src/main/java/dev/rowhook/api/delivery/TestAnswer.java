package dev.rowhook.api.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;

import dev.rowhook.dispatcher.TriedDelivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What became of a test message.
///
/// @param answer null without `payloads:read`, or if there was none
public record TestAnswer(
        boolean accepted,
        String code,
        Optional<Integer> status,
        Instant at,
        @JsonProperty("took_ms") double tookMillis,
        Timings timings,
        @JsonProperty("webhook_id") String webhookId,
        String url,
        @JsonProperty("request_headers") @JsonRawValue String requestHeaders,
        @JsonProperty("request_body") String requestBody,
        Optional<Answer> answer) {
    private static final double NANOS = 1e6;

    /// How long the parts of the request took, as far as it had them.
    public record Timings(
            @JsonProperty("dns_ms") Optional<Double> dns,
            @JsonProperty("connect_ms") Optional<Double> connect,
            @JsonProperty("tls_ms") Optional<Double> tls,
            @JsonProperty("first_byte_ms") Optional<Double> firstByte) {}

    /// What came back.
    ///
    /// @param complete whether the body is all of it
    public record Answer(@JsonRawValue String headers, String body, boolean complete) {

        /// Says nothing of what it holds.
        @Override
        public String toString() {
            return "answer";
        }
    }

    /// @param payloads whether the answer may be shown
    public static TestAnswer of(TriedDelivery tried, boolean payloads) {
        return new TestAnswer(
                tried.accepted(),
                tried.code(),
                tried.status(),
                tried.at(),
                millis(tried.took()),
                new Timings(
                        tried.timings().dns().map(TestAnswer::millis),
                        tried.timings().connect().map(TestAnswer::millis),
                        tried.timings().tls().map(TestAnswer::millis),
                        tried.timings().firstByte().map(TestAnswer::millis)),
                tried.webhookId(),
                tried.url(),
                tried.requestHeaders(),
                tried.body(),
                tried.answer()
                        .filter(_ -> payloads)
                        .map(echo -> new Answer(echo.headers(), echo.body(), echo.complete())));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / NANOS;
    }

    /// Says what became of it, never what it held.
    @Override
    public String toString() {
        return webhookId;
    }
}
