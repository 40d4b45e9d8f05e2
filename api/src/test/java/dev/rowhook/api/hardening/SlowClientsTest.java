package dev.rowhook.api.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A client that takes its time holds a connection for so long and no longer, however it does it.
class SlowClientsTest {
    private static final GuardedServer SERVER =
            new GuardedServer(
                    new HttpLimits(
                            Duration.ofMillis(500),
                            Duration.ofMillis(800),
                            Duration.ofMillis(600),
                            8,
                            6000,
                            true));
    private static final Duration DRIP = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String POST =
            "POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n";

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static RawConnection connect() throws IOException {
        return new RawConnection(SERVER.port());
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws IOException {
        try (RawConnection silent = connect()) {
            assertThat(silent.isClosedWithin(Duration.ofSeconds(3))).isTrue();
        }
    }

    @Test
    void aHeadThatComesByteByByteIsCut() throws Exception {
        for (String start : List.of("G", "GET / HTTP/1.1\r\nHost: a\r\nX-A: ")) {
            try (RawConnection slow = connect()) {
                slow.send(start);
                assertThat(slow.dripUntilClosed("a", DRIP, LONG))
                        .isBetween(Duration.ofMillis(400), Duration.ofSeconds(2));
            }
        }
    }

    @Test
    void aBodyThatComesByteByByteIsAnsweredAndCut() throws Exception {
        try (RawConnection slow = connect()) {
            slow.send(POST.formatted("/read"));
            assertThat(slow.dripUntilClosed("a", DRIP, LONG))
                    .isBetween(Duration.ofMillis(700), Duration.ofSeconds(4));
        }
    }

    @Test
    void aSlowChunkedBodyIsCut() throws Exception {
        try (RawConnection slow = connect()) {
            slow.send("POST /read HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            assertThat(slow.dripUntilClosed("1\r\na\r\n", DRIP, LONG))
                    .isBetween(Duration.ofMillis(700), Duration.ofSeconds(4));
        }
    }

    @Test
    void aSlowBodyThatNobodyReadsIsCutAfterTheAnswer() throws Exception {
        try (RawConnection slow = connect()) {
            slow.send(POST.formatted("/ignore"));
            assertThat(slow.readHead()).startsWith("HTTP/1.1 200");
            assertThat(slow.dripUntilClosed("a", DRIP, LONG)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void whatIsLeftOfABodyDoesNotHurtTheNextRequest() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(POST.formatted("/ignore") + "a".repeat(1000));
            assertThat(connection.readHead()).startsWith("HTTP/1.1 200");
            connection.send("GET /ignore HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(connection.readToEnd()).contains("HTTP/1.1 200");
        }
    }

    @Test
    void aRequestThatIsThereMayTakeLongToAnswer() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(
                    "POST /busy HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nConnection: close\r\n\r\na");
            assertThat(connection.readToEnd()).contains("HTTP/1.1 200").endsWith("done");
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send("GET /ignore HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(connection.readToEnd()).contains("HTTP/1.1 200").endsWith("ignored");
        }
    }

    @Test
    void aBodyThatIsTooLargeIsAnsweredAtOnce() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(
                    "POST /read HTTP/1.1\r\nHost: a\r\nContent-Length: 900000000000\r\n\r\n");
            assertThat(connection.readHead()).startsWith("HTTP/1.1 413");
        }
        try (RawConnection connection = connect()) {
            connection.send(
                    "POST /read HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2000000\r\n\r\n");
            assertThat(connection.readToEnd())
                    .startsWith("HTTP/1.1 413")
                    .contains("body_too_large");
        }
    }

    @Test
    void moreConnectionsThanAllowedWaitUntilTheSlowOnesAreCut() throws Exception {
        List<RawConnection> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                slow.add(connect().send("GET /"));
            }
            try (RawConnection honest = connect()) {
                honest.send("GET /ignore HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                assertThat(honest.readToEnd()).contains("HTTP/1.1 200");
            }
        } finally {
            for (RawConnection connection : slow) {
                connection.close();
            }
        }
    }

    @Test
    void whatFailsIsAProblemWithAnIdAndTheHeadersAndNothingElse() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send("GET /fail HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(connection.readToEnd())
                    .startsWith("HTTP/1.1 500")
                    .contains("\"code\":\"internal\"", "Rowhook-Request-Id: ", "nosniff")
                    .contains("Strict-Transport-Security", "frame-ancestors 'none'")
                    .doesNotContain("hunter2", "Exception", "dev.rowhook", "Server:", "\tat ");
        }
    }
}
