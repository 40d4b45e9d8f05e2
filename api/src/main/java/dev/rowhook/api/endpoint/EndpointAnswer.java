package dev.rowhook.api.endpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.time.Instant;
import java.util.Map;

/// An endpoint as answers show it: of encrypted headers the names, and a mask for each value; of
/// the URL's query string, that there is one.
record EndpointAnswer(
        String id,
        String name,
        String url,
        Map<String, String> headers,
        @JsonProperty("encrypted_headers") Map<String, String> encryptedHeaders,
        @JsonProperty("created_at") Instant createdAt) {}
