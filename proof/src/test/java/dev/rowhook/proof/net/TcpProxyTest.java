package dev.rowhook.proof.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;

@Timeout(30)
class TcpProxyTest {
    private EchoServer server;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer('a');
        proxy = TcpProxy.to(server.port());
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.close();
    }

    @Test
    void passesEverythingAndTheEnd() throws Exception {
        byte[] sent = new byte[5_000_000];
        new Random(1).nextBytes(sent);
        try (Socket client = connect()) {
            Thread sender =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    client.getOutputStream().write(sent);
                                    client.shutdownOutput();
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                            });
            assertThat(client.getInputStream().read()).isEqualTo('a');
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(sent);
            sender.join();
        }
        awaitTrue(() -> proxy.connections() == 0);
    }

    @Test
    void cutsWhatThereIsAndWhatComes() throws Exception {
        try (Socket client = connect()) {
            assertThat(client.getInputStream().read()).isEqualTo('a');
            proxy.cut();
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        awaitTrue(() -> server.connections() == 0);
        assertThatThrownBy(this::greeting).isInstanceOf(SocketException.class);
        proxy.pass();
        assertThat(greeting()).isEqualTo('a');
    }

    @Test
    void isSlowInBothDirections() throws Exception {
        try (Socket client = connect()) {
            assertThat(client.getInputStream().read()).isEqualTo('a');
            proxy.slow(Duration.ofMillis(100), 1_000_000);
            assertThat(millisToEcho(client, 1)).isBetween(200L, 2_000L);
            proxy.slow(Duration.ofMillis(1), 100_000);
            assertThat(millisToEcho(client, 50_000)).isBetween(450L, 5_000L);
            proxy.pass();
            assertThat(millisToEcho(client, 50_000)).isLessThan(2_000L);
        }
    }

    @Test
    void whatIsHalfOpenIsSilentAndNeitherSideLearnsOfIt() throws Exception {
        Socket client = connect();
        assertThat(client.getInputStream().read()).isEqualTo('a');
        proxy.halfOpen();
        client.getOutputStream().write('x');
        assertSilent(client);
        try (Socket late = connect()) {
            assertSilent(late);
            assertThat(proxy.connections()).isEqualTo(2);
        }
        client.close();
        Thread.sleep(100);
        assertThat(server.connections()).as("the server knows nothing").isEqualTo(1);
    }

    @Test
    void whatWasHalfOpenStaysSoUntilItIsReset() throws Exception {
        try (Socket client = connect()) {
            assertThat(client.getInputStream().read()).isEqualTo('a');
            proxy.halfOpen();
            client.getOutputStream().write('x');
            assertSilent(client);
            proxy.pass();
            assertSilent(client);
            assertThat(greeting()).isEqualTo('a');
            proxy.cut();
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        awaitTrue(() -> server.connections() == 0 && proxy.connections() == 0);
    }

    @Test
    void newConnectionsGoToAnotherTarget() throws Exception {
        try (EchoServer other = new EchoServer('b');
                Socket old = connect()) {
            assertThat(old.getInputStream().read()).isEqualTo('a');
            proxy.target(other.port());
            assertThat(greeting()).isEqualTo('b');
            assertThat(millisToEcho(old, 1)).isLessThan(2_000L);
        }
    }

    @Test
    void resetsWhomTheTargetRefuses() throws Exception {
        server.close();
        assertThatThrownBy(this::greeting).isInstanceOf(SocketException.class);
        awaitTrue(() -> proxy.connections() == 0);
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private int greeting() throws IOException {
        try (Socket client = connect()) {
            return client.getInputStream().read();
        }
    }

    private static void assertSilent(Socket client) throws IOException {
        client.setSoTimeout(150);
        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(0);
    }

    private static long millisToEcho(Socket client, int bytes) throws IOException {
        byte[] sent = "x".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
        long start = System.nanoTime();
        client.getOutputStream().write(sent);
        assertThat(client.getInputStream().readNBytes(bytes)).isEqualTo(sent);
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(10);
        }
    }
}
