package dev.rowhook.server.client;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/// The public REST interface, as anybody with a token calls it. Thread-safe.
public final class RestClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final JsonMapper json = JsonMapper.shared();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI base;
    private final String token;

    public RestClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /// Creates a resource, and answers it.
    ///
    /// @param collection a path such as `/v1/sinks`
    /// @throws RestException if the answer is a problem
    public JsonNode create(String collection, Map<String, ?> fields) throws InterruptedException {
        return send(
                request(collection)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json.writeValueAsString(fields))));
    }

    /// Reads a resource.
    ///
    /// @throws RestException if the answer is a problem
    public JsonNode get(String path) throws InterruptedException {
        return send(request(path).GET());
    }

    /// Changes a resource: fields that are not named stay as they are.
    ///
    /// @throws RestException if the answer is a problem
    public JsonNode change(String path, Map<String, ?> fields) throws InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/merge-patch+json")
                        .header("If-Match", "*")
                        .method("PATCH", BodyPublishers.ofString(json.writeValueAsString(fields))));
    }

    /// Deletes a resource.
    ///
    /// @throws RestException if the answer is a problem
    public void delete(String path) throws InterruptedException {
        send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder builder) throws InterruptedException {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new RestException(
                        "%s %s answered %d: %s"
                                .formatted(
                                        request.method(),
                                        request.uri().getPath(),
                                        response.statusCode(),
                                        response.body()),
                        OptionalInt.of(response.statusCode()));
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new RestException(
                    "%s %s failed: %s".formatted(request.method(), request.uri().getPath(), e), e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
