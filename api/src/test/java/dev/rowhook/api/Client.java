package dev.rowhook.api;

import dev.rowhook.api.contract.Contract;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

/// A client of the API. An empty token is not sent. Answers are looked at by the API's description.
/// Of a stream of events it is the first one.
///
/// @param headers of every request besides: names and values in turn
record Client(URI server, String token, List<String> headers) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    Client(URI server, String token) {
        this(server, token, List.of());
    }

    /// The same with one more header.
    Client with(String header, String value) {
        return new Client(
                server, token, Stream.concat(headers.stream(), Stream.of(header, value)).toList());
    }

    record Answer(int status, String text, HttpResponse<String> response) {
        JsonNode json() {
            return JsonMapper.shared().readTree(text);
        }

        /// What people set, whatever was set in between.
        JsonNode withoutRevision() {
            return json().asObject().without("revision");
        }

        String string(String pointer) {
            return json().at(pointer).asString();
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    Answer post(String path, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    Answer patch(String path, String json) {
        return patch(path, "application/merge-patch+json", json);
    }

    /// Whatever the resource is by now, unless a header says otherwise.
    Answer patch(String path, String contentType, String json) {
        HttpRequest.Builder request = request(path).header("Content-Type", contentType);
        if (!headers.contains("If-Match")) {
            request.header("If-Match", "*");
        }
        return send(request.method("PATCH", BodyPublishers.ofString(json)));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpRequest built = request.build();
            HttpResponse<String> response = HTTP.send(built, FirstEvent::body);
            Contract.shared().check(built, response);
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
