package dev.rowhook.api.endpoint;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.rowhook.api.revision.Revised;
import dev.rowhook.api.tls.CertificateAnswer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An endpoint as answers show it: of secrets the names, and a mask for each value; of the URL's
/// query string, that there is one.
record EndpointAnswer(
        String id,
        String name,
        String url,
        Map<String, String> headers,
        @JsonProperty("encrypted_headers") Map<String, String> encryptedHeaders,
        Map<String, Object> auth,
        TlsAnswer tls,
        @JsonProperty("rate_limit") Optional<RateLimit> rateLimit,
        BreakerAnswer breaker,
        List<User> sinks,
        @JsonUnwrapped Status status,
        long revision,
        @JsonProperty("created_at") Instant createdAt)
        implements Revised {

    EndpointAnswer {
        sinks = List.copyOf(sinks);
    }

    /// @param ca whether others are trusted besides the system's authorities
    record TlsAnswer(
            boolean ca, @JsonProperty("client_certificate") Optional<CertificateAnswer> client) {}

    /// @param state that of the endpoint as its sinks see it
    record BreakerAnswer(@JsonUnwrapped Breaker settings, String state) {}

    /// A sink that uses the endpoint, and what its breaker is.
    record User(String name, String breaker) {}

    /// `reason` says why it is disabled if nobody asked us to.
    record Status(
            String status,
            @JsonProperty("status_reason") Optional<String> reason,
            @JsonProperty("status_since") Instant since) {}
}
