package dev.rowhook.api.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Set;

/// Whose a request is, behind proxies and without them.
class ForwardedForTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # proxies,              X-Forwarded-For,               whose
                    '',                     203.0.113.9,                   127.0.0.1
                    192.0.2.1,              203.0.113.9,                   127.0.0.1
                    127.0.0.1,              203.0.113.9,                   203.0.113.9
                    127.0.0.1,              '198.51.100.7, 203.0.113.9',   203.0.113.9
                    127.0.0.1 192.0.2.1,    '203.0.113.9, 192.0.2.1',      203.0.113.9
                    127.0.0.1,              '203.0.113.9, 192.0.2.1',      192.0.2.1
                    127.0.0.1,              '203.0.113.9, 10.0.0.1',       10.0.0.1
                    127.0.0.1,              2001:db8::9,                   2001:db8::9
                    """)
    void whoseARequestIs(String proxies, String forwarded, String whose) throws Exception {
        Set<InetAddress> trusted =
                proxies.isEmpty()
                        ? Set.of()
                        : Set.copyOf(
                                Arrays.stream(proxies.split(" ", -1))
                                        .filter(text -> !text.isEmpty())
                                        .map(InetAddress::ofLiteral)
                                        .toList());
        try (GuardedServer server =
                        new GuardedServer(HttpLimits.defaults(), new TrustedProxies(trusted));
                HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + server.port() + "/whose"))
                            .header("X-Forwarded-For", forwarded)
                            .header("X-Forwarded-Proto", "https")
                            .header("X-Forwarded-Host", "evil.example")
                            .build();
            assertThat(http.send(request, BodyHandlers.ofString()).body())
                    .as("and nothing else that was forwarded counts")
                    .isEqualTo(whose + " http 127.0.0.1");
        }
    }
}
