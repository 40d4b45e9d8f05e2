package dev.rowhook.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

class ReceiverTest {
    private final Inbox inbox = new Inbox(_ -> {});
    private final HttpClient http = HttpClient.newHttpClient();
    private Receiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = Receiver.start(inbox);
    }

    @AfterEach
    void stop() {
        http.close();
        receiver.close();
    }

    @Test
    void aMessageIsAcceptedAndRemembered() throws Exception {
        assertThat(post(receiver.destination().authorization(), Messages.body("insert", 1, 1)))
                .isEqualTo(200);
        assertThat(inbox.arrivals())
                .singleElement()
                .satisfies(arrival -> assertThat(arrival.message().action()).isEqualTo("insert"));
    }

    @Test
    void aRefusedRowIsAnswered500UntilItIsHealed() throws Exception {
        inbox.refuse(1);
        assertThat(post(receiver.destination().authorization(), Messages.body("insert", 1, 1)))
                .isEqualTo(500);
        assertThat(post(receiver.destination().authorization(), Messages.body("insert", 2, 1)))
                .isEqualTo(200);
        inbox.heal();
        assertThat(post(receiver.destination().authorization(), Messages.body("insert", 1, 1)))
                .isEqualTo(200);
    }

    @Test
    void aStrangerIsTurnedAway() throws Exception {
        assertThat(post("Bearer guessed", Messages.body("insert", 1, 1))).isEqualTo(401);
        assertThat(inbox.arrivals()).isEmpty();
        assertThat(inbox.strangers()).isEqualTo(1);
    }

    @Test
    void whatIsNoMessageIsRefused() throws Exception {
        assertThat(post(receiver.destination().authorization(), new byte[] {'{'})).isEqualTo(400);
        assertThat(inbox.strangers()).isEqualTo(1);
    }

    private int post(String authorization, byte[] body) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(receiver.destination().url())
                        .header("Authorization", authorization)
                        .header("webhook-id", "msg_1")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }
}
