package dev.rowhook.dispatcher.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.JudgedSocketFactory;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.dispatcher.http.Outcome.Cause;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

import okhttp3.HttpUrl;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.SocketFactory;

/// What an endpoint's URL may lead to, from the URL to the socket, with a server of ours on
/// loopback that nobody may reach.
class EgressTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final EgressPolicy STRICT = EgressPolicy.of(EgressMode.PRODUCTION);

    private final MockWebServer ours = new MockWebServer();
    private final List<List<InetAddress>> answers = new CopyOnWriteArrayList<>();
    private final List<SocketAddress> dialled = new CopyOnWriteArrayList<>();
    private final HttpClients clients =
            new HttpClients(new Dialling(STRICT, dialled), new BoundedDns(this::resolve));

    /// Each answer once, the last one for ever; literals and numbers as the system reads them.
    private List<InetAddress> resolve(String name) throws UnknownHostException {
        if (!name.endsWith(".test")) {
            return List.of(InetAddress.getAllByName(name));
        }
        return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    }

    /// Notes what is dialled after the policy has let it through, and dials it not.
    private static final class Dialling extends SocketFactory {
        private final EgressPolicy policy;
        private final List<SocketAddress> dialled;

        Dialling(EgressPolicy policy, List<SocketAddress> dialled) {
            this.policy = policy;
            this.dialled = dialled;
        }

        @Override
        public Socket createSocket() {
            return new Socket(Proxy.NO_PROXY) {
                @Override
                public void connect(SocketAddress address, int timeout) throws IOException {
                    policy.require(address);
                    dialled.add(address);
                    throw new ConnectException("Connection refused, as by nobody");
                }
            };
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void start() throws IOException {
        ours.start(LOOPBACK, 0);
        for (int i = 0; i < 9; i++) {
            ours.enqueue(new MockResponse.Builder().code(200).build());
        }
    }

    @AfterEach
    void close() {
        clients.close();
        ours.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "10.0.0.5",
                "172.16.3.4",
                "192.168.1.1",
                "169.254.169.254",
                "2852039166",
                "168.63.129.16",
                "100.100.100.200",
                "100.64.0.1",
                "0.0.0.0",
                "0",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[::1]",
                "[::]",
                "[fe80::1]",
                "[fd00:ec2::254]",
                "[fd20:ce::254]",
                "[fc00::1]",
                "[ff02::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:169.254.169.254]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::10.0.0.1]",
                "[64:ff9b::a9fe:a9fe]",
                "[64:ff9b:1::1]",
                "[2002:7f00:1::]",
                "[2002:a9fe:a9fe::1]",
                "[2001:0:1:2:3:4:5601:5601]",
                "[2001:0:1:2:3:4:f7f7:f7f7]",
                "localhost",
                "user:password@127.0.0.1",
            })
    void aHostIsRefusedHoweverItIsWritten(String host) {
        HttpUrl url = HttpUrl.get("http://%s:%d/".formatted(host, ours.getPort()));
        assertThat(TestEndpoint.at(url).outcome(clients))
                .isEqualTo(new Outcome.Unreachable(Cause.EGRESS_DENIED));
        assertNothingDialled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "0x7f.1", "017700000001"})
    void octalAndHexadecimalHostsReachNothing(String host) {
        HttpUrl url = HttpUrl.get("http://%s:%d/".formatted(host, ours.getPort()));
        Outcome outcome = TestEndpoint.at(url).outcome(clients);
        // Some are loopback, some are 177.0.0.1, some are no host, as the platform reads them.
        assertThat(outcome).isInstanceOf(Outcome.Unreachable.class);
        assertThat(ours.getRequestCount()).isZero();
        assertThat(dialled)
                .allSatisfy(address ->
                        assertThat(((InetSocketAddress) address).getAddress().isLoopbackAddress())
                                .isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "[2606:4700:4700::1111]",
                "[64:ff9b::8.8.8.8]",
                "[2002:808:808::1]",
            })
    void aPublicHostIsDialled(String host) {
        assertThat(TestEndpoint.at(HttpUrl.get("http://" + host + "/")).outcome(clients))
                .isEqualTo(new Outcome.Unreachable(Cause.CONNECTION_REFUSED));
        assertThat(dialled).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoAddressesThePrivateOneIsNeverDialled(boolean privateFirst) {
        InetAddress shown = InetAddress.ofLiteral("8.8.8.8");
        answers.add(privateFirst ? List.of(LOOPBACK, shown) : List.of(shown, LOOPBACK));
        HttpUrl url = HttpUrl.get("http://two.test:%d/".formatted(ours.getPort()));
        assertThat(TestEndpoint.at(url).outcome(clients)).isInstanceOf(Outcome.Unreachable.class);
        assertThat(dialled).containsExactly(new InetSocketAddress(shown, ours.getPort()));
        assertThat(ours.getRequestCount()).isZero();
    }

    @Test
    void aNameIsJudgedAgainEachTimeItIsDialled() {
        List<Long> age = new ArrayList<>(List.of(0L));
        answers.add(List.of(InetAddress.ofLiteral("8.8.8.8")));
        answers.add(List.of(LOOPBACK));
        try (HttpClients rebound =
                new HttpClients(
                        new Dialling(STRICT, dialled),
                        new BoundedDns(this::resolve, () -> age.getFirst()))) {
            HttpUrl url = HttpUrl.get("http://rebinds.test:%d/".formatted(ours.getPort()));
            assertThat(TestEndpoint.at(url).outcome(rebound))
                    .isEqualTo(new Outcome.Unreachable(Cause.CONNECTION_REFUSED));
            age.set(0, Duration.ofSeconds(11).toNanos());
            assertThat(TestEndpoint.at(url).outcome(rebound))
                    .isEqualTo(new Outcome.Unreachable(Cause.EGRESS_DENIED));
        }
        assertThat(dialled).hasSize(1);
        assertThat(ours.getRequestCount()).isZero();
    }

    @Test
    void aRedirectToMetadataIsNotFollowed() throws IOException {
        try (MockWebServer endpoint = new MockWebServer()) {
            endpoint.start(LOOPBACK, 0);
            EgressPolicy allowing =
                    new EgressPolicy(EgressMode.PRODUCTION, Set.of(LOOPBACK), Set.of(), Set.of());
            try (HttpClients judged = new HttpClients(new JudgedSocketFactory(allowing))) {
                for (int status : List.of(301, 302, 303, 307, 308)) {
                    endpoint.enqueue(
                            new MockResponse.Builder()
                                    .code(status)
                                    .addHeader("Location", ours.url("/").toString())
                                    .build());
                    assertThat(TestEndpoint.at(endpoint.url("/")).outcome(judged))
                            .isEqualTo(new Outcome.Refused(status));
                }
            }
        }
        assertThat(ours.getRequestCount()).isZero();
    }

    @Test
    void proxiesThatSystemPropertiesNameAreNotUsed() {
        String port = Integer.toString(ours.getPort());
        Map<String, String> proxies =
                Map.of(
                        "http.proxyHost",
                        "127.0.0.1",
                        "http.proxyPort",
                        port,
                        "https.proxyHost",
                        "127.0.0.1",
                        "https.proxyPort",
                        port,
                        "socksProxyHost",
                        "127.0.0.1",
                        "socksProxyPort",
                        port);
        proxies.forEach(System::setProperty);
        try (HttpClients judged = new HttpClients(new JudgedSocketFactory(STRICT))) {
            HttpUrl url = HttpUrl.get("http://8.8.8.8:9/");
            // The port is refused, so that nothing leaves this machine.
            assertThat(TestEndpoint.at(url).outcome(judged))
                    .isEqualTo(new Outcome.Unreachable(Cause.EGRESS_DENIED));
            assertThat(TestEndpoint.at(HttpUrl.get("https://8.8.4.4/")).outcome(clients))
                    .isEqualTo(new Outcome.Unreachable(Cause.CONNECTION_REFUSED));
        } finally {
            proxies.keySet().forEach(System::clearProperty);
        }
        assertThat(ours.getRequestCount()).isZero();
    }

    @Test
    void thePortsOfOtherServicesAreRefused() {
        assertThat(TestEndpoint.at(HttpUrl.get("http://8.8.8.8:25/")).outcome(clients))
                .isEqualTo(new Outcome.Unreachable(Cause.EGRESS_DENIED));
        assertNothingDialled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "169.254.169.254", "[::ffff:10.0.0.1]"})
    void urlsOfTokensAreJudgedToo(String host) {
        Auth auth =
                new Auth.OAuth2(
                        HttpUrl.get("http://%s:%d/".formatted(host, ours.getPort())),
                        "me",
                        Secret.of("secret"),
                        List.of(),
                        Optional.empty(),
                        false);
        assertThat(TestEndpoint.at(HttpUrl.get("http://8.8.8.8/")).auth(auth).outcome(clients))
                .isEqualTo(new Outcome.Unreachable(Cause.AUTH_TOKEN_FAILED));
        assertNothingDialled();
    }

    private void assertNothingDialled() {
        assertThat(dialled).isEmpty();
        assertThat(ours.getRequestCount()).isZero();
    }
}
