package dev.rowhook.api.delivery.attempt;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import java.util.List;
import java.util.Optional;

/// An attempt with all that is kept of it. Headers are JSON objects.
///
/// @param sequences of its messages
/// @param failedSequences of those that the endpoint named as failed
record AttemptDetail(
        @JsonUnwrapped AttemptAnswer attempt,
        String url,
        List<String> sequences,
        @JsonProperty("failed_sequences") List<String> failedSequences,
        Timings timings,
        @JsonProperty("request_headers") @JsonRawValue String requestHeaders,
        Optional<Answer> answer) {

    AttemptDetail {
        sequences = List.copyOf(sequences);
        failedSequences = List.copyOf(failedSequences);
    }

    record Timings(
            @JsonProperty("dns_ms") Optional<Double> dns,
            @JsonProperty("connect_ms") Optional<Double> connect,
            @JsonProperty("tls_ms") Optional<Double> tls,
            @JsonProperty("first_byte_ms") Optional<Double> firstByte) {}

    /// @param complete whether the body is all of it
    record Answer(@JsonRawValue String headers, String body, boolean complete) {

        /// Says nothing of what it holds.
        @Override
        public String toString() {
            return "answer";
        }
    }

    /// Says nothing of what it holds.
    @Override
    public String toString() {
        return attempt.id();
    }
}
