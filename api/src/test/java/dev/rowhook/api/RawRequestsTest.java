package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.hardening.RawConnection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Whatever bytes come, the answer is a refusal that tells nothing of what is behind it.
class RawRequestsTest {
    private static final int CASES = Integer.getInteger("raw.cases", 400);
    private static final Pattern TELLTALE =
            Pattern.compile(
                    "Exception|dev\\.rowhook|org\\.(apache|spring|jooq|postgresql)|java\\.|jakarta|\\tat |"
                            + "(?i)\\b(select|insert into|update|delete from) [a-z_.*\"]+ |tomcat|\\bSQL\\b");

    private final ApiServer server = ApiServer.shared();
    private final String token = server.createAccount().token().reveal();

    private String answer(byte[] request) throws IOException {
        try (RawConnection connection = new RawConnection(server.uri().getPort())) {
            try {
                connection.send(request);
                connection.endOutput();
            } catch (IOException _) {
                // Refused before all was sent.
            }
            return connection.readToEnd();
        }
    }

    private String answer(String request) throws IOException {
        return answer(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String get(String target, String headers) throws IOException {
        return answer(
                "GET %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n%sConnection: close\r\n\r\n"
                        .formatted(target, token, headers));
    }

    private static void tellsNothing(String answer, String of) {
        assertThat(answer)
                .as(of)
                .doesNotContainPattern(TELLTALE)
                .doesNotContainPattern("HTTP/1.1 5(?!05)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/sinks/%",
                "/v1/sinks/%zz",
                "/v1/sinks/%00",
                "/v1/sinks/a%0d%0aX-Injected:%201",
                "/v1/..;/v1/sinks",
                "/v1/sinks/..;/..;/livez",
                "/v1/../../etc/passwd",
                "/v1/sinks/%2e%2e%2fx",
                "/v1/sinks/%c0%af",
                "/v1/sinks/%ff%fe",
                "/v1\\sinks",
                "/v1/sinks;jsessionid=1",
                "/v1/%2fsinks",
                "/v1/sinks/x/attempts?limit=%",
                "/v1/sinks/x/attempts?limit=%00",
                "/v1/sinks/x/attempts?%zz=1",
                "/v1/sinks/'%20or%201=1--"
            })
    void aMalformedPathIsRefused(String path) throws IOException {
        String answer = get(path, "");
        tellsNothing(answer, path);
        assertThat(answer).containsPattern("^HTTP/1.1 4\\d\\d").doesNotContain("X-Injected");
    }

    @Test
    void traceIsRefusedAndEchoesNothing() throws IOException {
        String answer =
                answer(
                        "TRACE /livez HTTP/1.1\r\nHost: a\r\nX-Echo: hunter2\r\nConnection: close\r\n\r\n");
        assertThat(answer).containsPattern("^HTTP/1.1 4\\d\\d").doesNotContain("hunter2");
        tellsNothing(answer, "TRACE");
    }

    @Test
    void headsThatAreTooLargeAreRefused() throws IOException {
        List<Supplier<String>> heads =
                List.of(
                        () -> "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                        () -> "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(20_000) + "\r\n\r\n",
                        () -> "GET / HTTP/1.1\r\nHost: a\r\n" + "X: a\r\n".repeat(200) + "\r\n");
        for (Supplier<String> head : heads) {
            String answer = answer(head.get());
            assertThat(answer).containsPattern("^HTTP/1.1 4\\d\\d");
            tellsNothing(answer, head.get().substring(0, 20));
        }
    }

    @Test
    void ambiguousFramingIsRefused() throws IOException {
        for (String framing :
                List.of(
                        "Content-Length: 5\r\nContent-Length: 6\r\n",
                        "Content-Length: -1\r\n",
                        "Content-Length: 5\r\nTransfer-Encoding: chunked, identity\r\n",
                        "Transfer-Encoding: xchunked\r\n",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                        "Content-Length : 5\r\n")) {
            String answer =
                    answer(
                            "POST /v1/sinks HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n%s\r\n{\"a\":"
                                    .formatted(token, framing));
            assertThat(answer).as(framing).containsPattern("^HTTP/1.1 4\\d\\d");
            tellsNothing(answer, framing);
        }
    }

    /// The container has refused it before anybody looks at its length.
    @Test
    void aLargeBodyForAMalformedPathIsToldWhy() throws IOException {
        String answer =
                answer(
                        "POST /v1/sinks/%2e%2e%2f HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\nConnection: close\r\n\r\n");
        assertThat(answer).contains("413", "\"code\":\"body_too_large\"");
    }

    @Test
    void aBodyThatEndsEarlyIsABadRequest() throws IOException {
        for (String start :
                List.of(
                        "Content-Length: 900\r\n\r\n{\"name\":",
                        "Transfer-Encoding: chunked\r\n\r\nzz\r\n{\"name\":",
                        "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"na")) {
            String answer =
                    answer(
                            "POST /v1/sinks HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n%s"
                                    .formatted(token, start));
            tellsNothing(answer, start);
            if (!answer.isEmpty()) {
                assertThat(answer).startsWith("HTTP/1.1 400");
            }
        }
    }

    @Test
    void everyAnswerHasTheHeadersAndAnId() throws IOException {
        for (String target :
                List.of("/v1/sinks", "/v1/nothing", "/x", "/v1/sinks/%00", "/v1/..;/a", "/error")) {
            assertThat(get(target, ""))
                    .as(target)
                    .containsPattern("\r\nRowhook-Request-Id: [0-9a-f]{20}\r\n")
                    .contains("X-Content-Type-Options: nosniff", "X-Frame-Options: DENY")
                    .contains("frame-ancestors 'none'", "Referrer-Policy: no-referrer")
                    .contains("Permissions-Policy: ")
                    .doesNotContain("Strict-Transport", "Server:", "X-Powered-By");
        }
        assertThat(get("/v1/sinks", "")).containsPattern("Cache-Control: no-store");
    }

    /// Parts of requests, whole and spoilt, in drawn orders.
    @Test
    void noDrawnRequestFindsAFault() throws IOException {
        long seed = Long.getLong("raw.seed", System.nanoTime());
        System.out.println("raw.seed=" + seed);
        NastyRequests requests = new NastyRequests(new Random(seed), token);
        for (int i = 0; i < CASES; i++) {
            byte[] request = requests.next();
            String answer = answer(request);
            String shown =
                    "seed %d, case %d: %s"
                            .formatted(
                                    seed,
                                    i,
                                    new String(request, StandardCharsets.ISO_8859_1)
                                            .replace(token, "…"));
            tellsNothing(answer, shown);
        }
    }
}
