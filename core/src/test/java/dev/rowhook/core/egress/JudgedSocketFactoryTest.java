package dev.rowhook.core.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;

class JudgedSocketFactoryTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, LOOPBACK);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void anAllowedAddressIsDialled() throws IOException {
        JudgedSocketFactory factory = new JudgedSocketFactory(EgressPolicy.of(EgressMode.DEV));
        try (Socket socket = factory.createSocket()) {
            socket.connect(server.getLocalSocketAddress(), 1000);
            assertThat(socket.isConnected()).isTrue();
            assertThat(socket.getTcpNoDelay()).as("small writes go out at once").isTrue();
        }
        try (Socket socket = factory.createSocket(LOOPBACK, server.getLocalPort(), LOOPBACK, 0)) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void noWayOfConnectingGoesPastTheJudge() {
        JudgedSocketFactory factory =
                new JudgedSocketFactory(EgressPolicy.of(EgressMode.PRODUCTION));
        int port = server.getLocalPort();
        for (ThrowingCallable dial :
                List.<ThrowingCallable>of(
                        () -> factory.createSocket(LOOPBACK, port),
                        () -> factory.createSocket(LOOPBACK, port, LOOPBACK, 0),
                        () -> factory.createSocket("localhost", port),
                        () -> factory.createSocket("localhost", port, LOOPBACK, 0),
                        () -> factory.createSocket().connect(server.getLocalSocketAddress()),
                        () -> factory.createSocket().connect(server.getLocalSocketAddress(), 9))) {
            assertThatThrownBy(dial)
                    .isInstanceOfSatisfying(
                            EgressDeniedException.class,
                            denied -> assertThat(denied.code()).isEqualTo("loopback"))
                    .hasMessage("egress denied: loopback");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "127.1", "127.0.1"})
    void howeverAnAddressIsWrittenItIsJudged(String host) {
        JudgedSocketFactory factory =
                new JudgedSocketFactory(EgressPolicy.of(EgressMode.PRODUCTION));
        assertThatThrownBy(() -> factory.createSocket(host, server.getLocalPort()))
                .isInstanceOf(EgressDeniedException.class);
    }

    @Test
    void anUnresolvedAddressIsRefused() {
        JudgedSocketFactory factory = new JudgedSocketFactory(EgressPolicy.of(EgressMode.DEV));
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("localhost", 443);
        assertThatThrownBy(() -> factory.createSocket().connect(unresolved))
                .hasMessage("egress denied: unresolved");
    }

    @Test
    void aPolicyReadsWhatItWrites() {
        EgressPolicy policy =
                new EgressPolicy(
                        EgressMode.PRIVATE_ALLOWED,
                        Set.of(InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("fd00::1")),
                        Set.of(),
                        Set.of(new InetSocketAddress(InetAddress.ofLiteral("::1"), 5432)));
        assertThat(EgressPolicyText.read(EgressPolicyText.write(policy))).isEqualTo(policy);
    }

    @Test
    void theDriversFactoryIsMadeOfThePolicysText() {
        String text = EgressPolicyText.write(EgressPolicy.of(EgressMode.PRODUCTION));
        assertThatThrownBy(() ->
                        new PolicySocketFactory(text).createSocket(LOOPBACK, server.getLocalPort()))
                .isInstanceOf(EgressDeniedException.class);
        for (String broken : List.of("", "DEV", "dev|||", "DEV|x||", "DEV|||1.2.3.4")) {
            assertThatThrownBy(() -> new PolicySocketFactory(broken))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
