package dev.rowhook.api;

import dev.rowhook.api.contract.Contract;
import dev.rowhook.api.contract.Operation;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Sends drawn requests one after the other, and judges the answers. What they make is deleted
/// after a while, so that lists stay short.
final class FuzzRun {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int MOST_MADE = 20;
    private static final int TIDIED_EVERY = 500;

    /// In which an account has as many requests free as are sent in between.
    private static final Duration QUOTA = Duration.ofSeconds(5);

    private static final String PROBLEM = "application/problem+json";

    private final DrawnRequests requests;
    private final Client client;
    private final ApiServer server = ApiServer.shared();
    private final FuzzTally tally;
    private final Contract contract = Contract.shared();
    private final Deque<URI> made = new ArrayDeque<>();

    /// @param client who may delete
    FuzzRun(DrawnRequests requests, Client client, FuzzTally tally) {
        this.requests = requests;
        this.client = client;
        this.tally = tally;
    }

    void send(int count) {
        for (int i = 0; i < count; i++) {
            send(requests.next());
            if (made.size() > MOST_MADE) {
                send(client.request(made.removeFirst().getPath()).DELETE().build());
            }
            if (i % TIDIED_EVERY == 0) {
                server.bean(PlayedOwner.class).finishDeletions();
                server.bean(SettableClock.class).advance(QUOTA);
            }
        }
    }

    private void send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, FirstEvent::body);
            tally.answered(response.statusCode());
            judge(request, response);
            if (response.statusCode() == 201) {
                keep(request.uri(), response);
            }
        } catch (IOException e) {
            tally.fault(e.getClass() + " " + kind(request), told(request, e.toString()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void judge(HttpRequest request, HttpResponse<String> response) {
        try {
            contract.check(request, response);
            requireNoFault(request, response);
        } catch (AssertionError | RuntimeException e) {
            String message = e.toString();
            String kind =
                    "%s %d %s"
                            .formatted(
                                    kind(request),
                                    response.statusCode(),
                                    message.lines().skip(1).limit(1).toList());
            tally.fault(kind, told(request, message));
        }
    }

    private void requireNoFault(HttpRequest request, HttpResponse<String> response) {
        int status = response.statusCode();
        if (status < 400 || request.method().equals("HEAD")) {
            return;
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.equals(PROBLEM)) {
            throw new AssertionError("no problem\n" + type + response.body());
        }
        String code = json(response).path("code").asString("");
        if (status >= 500 && !(status == 503 && code.equals("source_unreachable"))) {
            throw new AssertionError("a fault of ours\n" + response.body());
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private void keep(URI uri, HttpResponse<String> response) {
        URI deletion = DrawnRequests.deletion(uri, json(response).path("id").asString(""));
        if (contract.operation("DELETE", deletion.getPath()).isPresent()) {
            made.add(deletion);
        }
    }

    private String kind(HttpRequest request) {
        Optional<Operation> operation =
                contract.operation(request.method(), request.uri().getRawPath());
        return operation.map(Operation::text).orElse("another path or verb");
    }

    private static String told(HttpRequest request, String what) {
        return "%s %s %s%n%s"
                .formatted(
                        request.method(),
                        request.uri(),
                        request.headers().map().keySet(),
                        what.substring(0, Math.min(3_000, what.length())));
    }
}
