package dev.rowhook.benchmarks.contender;

import dev.rowhook.server.client.RestClient;
import dev.rowhook.server.client.SourceLogin;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Makes the databases, the endpoint and the sinks of an assignment by REST. Used once.
public final class RowhookWiring {
    private static final int AT_A_TIME = 4;
    private static final Duration ACTIVE_WITHIN = Duration.ofMinutes(2);
    private static final Duration ASK_EVERY = Duration.ofMillis(100);
    private static final String ENDPOINT = "receiver";

    private final RestClient rest;
    private final Assignment assignment;

    public RowhookWiring(RestClient rest, Assignment assignment) {
        this.rest = rest;
        this.assignment = assignment;
    }

    /// Answers when all sinks are active.
    ///
    /// @throws IllegalStateException if one does not become active
    public void connect() throws InterruptedException {
        URI origin = assignment.feeds().getFirst().receivers().getFirst().resolve("/");
        rest.create("/v1/http-endpoints", Map.of("name", ENDPOINT, "url", origin.toString()));
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (Assignment.Feed feed : assignment.feeds()) {
                tasks.add(() -> {
                    connect(feed);
                    return true;
                });
            }
            for (Future<Boolean> task : pool.invokeAll(tasks)) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Rowhook cannot be connected: " + e.getCause(), e);
        }
    }

    private void connect(Assignment.Feed feed) throws InterruptedException {
        SourceLogin source = feed.source();
        String database = source.database();
        rest.create("/v1/databases", source.databaseFields(database));
        List<String> sinks = new ArrayList<>();
        for (URI receiver : feed.receivers()) {
            String sink = "%s-%d".formatted(database, sinks.size());
            rest.create("/v1/sinks", sink(sink, feed, receiver));
            sinks.add(sink);
        }
        for (String sink : sinks) {
            awaitActive(sink, database);
        }
    }

    private Map<String, ?> sink(String name, Assignment.Feed feed, URI receiver) {
        return Map.of(
                "name",
                name,
                "database",
                feed.source().database(),
                "tables",
                List.of(feed.table()),
                "batch_size",
                assignment.batch(),
                "max_in_flight",
                assignment.maxInFlight(),
                "destination",
                Map.of(
                        "type",
                        "webhook",
                        "http_endpoint",
                        ENDPOINT,
                        "path",
                        receiver.getPath(),
                        "batch",
                        assignment.batch() > 1));
    }

    private void awaitActive(String sink, String database) throws InterruptedException {
        long giveUp = System.nanoTime() + ACTIVE_WITHIN.toNanos();
        JsonNode state = rest.get("/v1/sinks/" + sink).path("state");
        while (!state.asString("").equals("active")) {
            if (System.nanoTime() - giveUp > 0) {
                throw new IllegalStateException(
                        "the sink %s is not active after %d s. Its database says: %s"
                                .formatted(
                                        sink,
                                        ACTIVE_WITHIN.toSeconds(),
                                        rest.get("/v1/databases/" + database).path("conditions")));
            }
            Thread.sleep(ASK_EVERY);
            state = rest.get("/v1/sinks/" + sink).path("state");
        }
    }
}
