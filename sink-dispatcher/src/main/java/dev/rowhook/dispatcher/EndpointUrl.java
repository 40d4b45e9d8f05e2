package dev.rowhook.dispatcher;

import okhttp3.HttpUrl;

import java.util.Optional;

/// Joins the URL of an endpoint with the path of a sink.
final class EndpointUrl {
    private EndpointUrl() {}

    /// @throws IllegalArgumentException if the path leaves the endpoint's origin; the message names
    ///   neither
    static HttpUrl join(String base, Optional<String> query, String path) {
        HttpUrl origin = HttpUrl.parse(base);
        if (origin == null) {
            throw new IllegalArgumentException("the URL of the endpoint cannot be read");
        }
        HttpUrl.Builder builder = origin.newBuilder();
        String segments = path.startsWith("/") ? path.substring(1) : path;
        if (!segments.isEmpty()) {
            builder.addPathSegments(segments);
        }
        query.ifPresent(builder::encodedQuery);
        HttpUrl joined = builder.build();
        boolean same =
                joined.scheme().equals(origin.scheme())
                        && joined.host().equals(origin.host())
                        && joined.port() == origin.port();
        if (!same) {
            throw new IllegalArgumentException("the path of the sink leaves the endpoint");
        }
        return joined;
    }
}
