package dev.rowhook.benchmarks.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;

final class ReceiverTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private Receiver receiver;
    private Socket socket;

    @BeforeEach
    void connect() throws IOException {
        receiver = Receiver.start();
        expect(Duration.ZERO);
        socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
    }

    private void expect(Duration latency) {
        receiver.expect(new Expectation(Dialect.ROWHOOK, 1, 1000, 2, latency));
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        receiver.close();
    }

    @Test
    void aRequestThatComesByteByByteIsOneRequest() throws IOException {
        for (byte next : request(0, 1).getBytes(US_ASCII)) {
            socket.getOutputStream().write(next);
            socket.getOutputStream().flush();
        }
        assertAnswers(1);
        assertThat(receiver.received().requests()).isEqualTo(1);
        assertThat(receiver.received().distinct()).isEqualTo(1);
    }

    @Test
    void requestsThatComeTogetherAreAnsweredEach() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int id = 1; id <= 500; id++) {
            all.append(request(id % 2, id));
        }
        send(all.toString());
        assertAnswers(500);
        assertThat(receiver.received().distinct()).isEqualTo(500);
    }

    @Test
    void anAnswerWaitsForItsLatency() throws IOException {
        expect(Duration.ofMillis(80));
        long start = System.nanoTime();
        send(request(0, 1) + request(0, 2));
        assertThat(receiver.received().distinct()).isZero();
        assertAnswers(2);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(80));
        assertThat(receiver.received().distinct()).isEqualTo(2);
    }

    @Test
    void theAgeOfAMessageIsItsTimeSinceTheCommit() throws IOException {
        send(request(0, 1));
        assertAnswers(1);
        assertThat(receiver.received().ages().p50()).isBetween(0L, 10_000_000L);
    }

    @Test
    void aRequestWithoutAMessageIsAnsweredAndCountedAsUnreadable() throws IOException {
        send("POST /0 HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}");
        assertAnswers(1);
        assertThat(receiver.received().unreadable()).isEqualTo(1);
    }

    @Test
    void aBodyWithoutALengthEndsTheConnection() throws IOException {
        send("POST /0 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        assertThat(receiver.received().unreadable()).isEqualTo(1);
    }

    @Test
    void anExpectationCountsFromZero() throws IOException {
        send(request(0, 1));
        assertAnswers(1);
        expect(Duration.ZERO);
        assertThat(receiver.received().distinct()).isZero();
        send(request(0, 1));
        assertAnswers(1);
        assertThat(receiver.received().distinct()).isEqualTo(1);
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private void assertAnswers(int count) throws IOException {
        byte[] answers = socket.getInputStream().readNBytes(count * ANSWER.length());
        assertThat(new String(answers, US_ASCII)).isEqualTo(ANSWER.repeat(count));
    }

    private static String request(int sink, long id) {
        String time = Instant.now().toString();
        String body =
                "{\"record\":{\"id\":%d},\"metadata\":{\"commit_timestamp\":\"%s.000000Z\"}}"
                        .formatted(id, time.substring(0, 19));
        return "POST /hooks/%d HTTP/1.1\r\nHost: x\r\ncontent-LENGTH: %d\r\n\r\n%s"
                .formatted(sink, body.length(), body);
    }
}
