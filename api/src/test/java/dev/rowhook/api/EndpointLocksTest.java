package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Edits that touch the same rows wait for each other, and never in a circle.
class EndpointLocksTest {
    private static final int ROUNDS = 12;
    private static final List<String> DATABASES = List.of("one", "two", "three");

    private final Client client = ApiServer.shared().client();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();

    @Test
    void editsOfAnEndpointAndOfItsSinksGoOnBesideEachOther() {
        DATABASES.forEach(name -> client.post("/v1/databases", Bodies.database(name)));
        client.post("/v1/http-endpoints", Bodies.endpoint("crm"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            DATABASES.forEach(name -> threads.execute(() -> makeSinks(name)));
            threads.execute(() -> editTheEndpoint(3));
            threads.execute(() -> editTheEndpoint(4));
        }
        assertThat(answers)
                .hasSize(DATABASES.size() * ROUNDS * 3 + 2 * ROUNDS)
                .allMatch(answer -> answer.status() / 100 == 2);
    }

    private void makeSinks(String database) {
        for (int round = 0; round < ROUNDS; round++) {
            String name = database + "-" + round;
            answers.add(client.post("/v1/sinks", Bodies.sink(name, database, "crm")));
            answers.add(
                    client.patch(
                            "/v1/sinks/" + name, "{\"destination\":{\"headers\":{\"A\":\"1\"}}}"));
            answers.add(client.delete("/v1/sinks/" + name));
        }
    }

    private void editTheEndpoint(int first) {
        for (int round = 0; round < ROUNDS; round++) {
            answers.add(
                    client.patch(
                            "/v1/http-endpoints/crm",
                            "{\"breaker\":{\"failures\":%d}}".formatted(first + 2 * round)));
        }
    }
}
