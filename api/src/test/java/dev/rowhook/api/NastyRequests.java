package dev.rowhook.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// Requests that are nearly right, or not at all, drawn from a seed.
final class NastyRequests {
    private static final List<String> METHODS =
            List.of(
                    "GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS", "TRACE", "CONNECT",
                    "get", "\u0000", "G\tT");
    private static final List<String> PATHS =
            List.of(
                    "/v1/sinks",
                    "/v1/databases",
                    "/v1/http-endpoints",
                    "/v1/sinks/snk_00000000000000000000000000",
                    "/v1/sinks/x/attempts",
                    "/v1/sinks/x/dead-letters",
                    "/v1/filters/test",
                    "/v1/me",
                    "/v1/tokens",
                    "/v1/members",
                    "/livez",
                    "/error",
                    "/",
                    "*",
                    "http://a/v1/sinks",
                    "//a/v1/sinks",
                    "/v1/sinks/..;/x",
                    "/v1/sinks/%00",
                    "/v1/sinks/%",
                    "/v1/sinks/%ed%a0%80",
                    "/v1/sinks/\u00ff\u00fe",
                    "/actuator/env",
                    "/healthz");
    private static final List<String> QUERIES =
            List.of(
                    "",
                    "",
                    "?limit=-1",
                    "?limit=99999999999999999999",
                    "?cursor=%00",
                    "?cursor=AAAA",
                    "?a=%zz",
                    "?a[]=1&a[]=2",
                    "?limit=1&limit=2",
                    "?from=0001-01-01T00:00:00Z",
                    "?from=+999999999-12-31T23:59:59Z",
                    "?x=" + "y".repeat(3000));
    private static final List<String> HEADERS =
            List.of(
                    "Accept: */*;q=nan",
                    "Accept: ,,,;=",
                    "Accept-Language: \u00ff\u00fe;q=9",
                    "Content-Type: application/json; charset=utf-7",
                    "Content-Type: application/json;charset=\"",
                    "Content-Type: ////",
                    "Content-Type: multipart/form-data; boundary=",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Content-Encoding: gzip",
                    "If-Match: *",
                    "Idempotency-Key: " + "k".repeat(500),
                    "Rowhook-Account: acc_00000000000000000000000000",
                    "Cookie: JSESSIONID=1; SESSION=;;=\"\u0001",
                    "Authorization: Bearer",
                    "Authorization: Bearer rhk_" + "z".repeat(60),
                    "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.",
                    "Authorization: Basic \u00ff",
                    "Forwarded: for=\"[::1]\";proto=x",
                    "X-Forwarded-Host: evil.example",
                    "X-HTTP-Method-Override: DELETE",
                    "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk",
                    "Upgrade: websocket\r\nConnection: Upgrade",
                    "Expect: 100-continue",
                    "Expect: nonsense",
                    "Range: bytes=0-,0-,0-",
                    "Origin: null",
                    "Access-Control-Request-Method: DELETE\r\nOrigin: https://evil.example",
                    ": nameless",
                    "Sp ace: a",
                    " folded",
                    "Null: \u0000");
    private static final List<String> BODIES =
            List.of(
                    "",
                    "{}",
                    "{\"name\":\"\\u0000\"}",
                    "{\"name\":\"\\ud800\"}",
                    "{\"name\":1e999999999}",
                    "{\"name\":{\"name\":[]}}",
                    "{\"limit\":123456789012345678901234567890}",
                    "{\"filter\":\"" + "(".repeat(2000) + "\"}",
                    "{\"cron\":\"* * * * * * * *\",\"timeout\":\"999999999999d\"}",
                    "[".repeat(3000),
                    "\u00ef\u00bb\u00bf{}",
                    "\u00ff\u00fe",
                    "a=b&c=%zz&d=%00");

    private final Random random;
    private final String token;

    NastyRequests(Random random, String token) {
        this.random = random;
        this.token = token;
    }

    byte[] next() {
        String body = pick(BODIES);
        StringBuilder request =
                new StringBuilder(
                        "%s %s%s %s\r\n"
                                .formatted(pick(METHODS), pick(PATHS), pick(QUERIES), version()));
        if (!seldom()) {
            request.append("Host: a\r\n");
        }
        if (random.nextInt(10) < 8) {
            request.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        if (random.nextBoolean()) {
            request.append("Content-Type: application/json\r\n");
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            request.append(pick(HEADERS)).append("\r\n");
        }
        request.append(framing(body)).append("Connection: close\r\n\r\n");
        byte[] bytes = request.append(body).toString().getBytes(StandardCharsets.ISO_8859_1);
        return seldom() ? spoilt(bytes) : bytes;
    }

    private String version() {
        return seldom()
                ? pick(List.of("HTTP/1.0", "HTTP/0.9", "HTTP/9.9", "HTTP/", ""))
                : "HTTP/1.1";
    }

    private String framing(String body) {
        return switch (random.nextInt(12)) {
            case 0 -> "Content-Length: 0\r\n";
            case 1 -> "Content-Length: nine\r\n";
            case 2 -> "Transfer-Encoding: chunked\r\n";
            case 3 ->
                    "Content-Length: %d\r\nTransfer-Encoding: chunked\r\n".formatted(body.length());
            default -> "Content-Length: %d\r\n".formatted(body.length());
        };
    }

    private byte[] spoilt(byte[] bytes) {
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private boolean seldom() {
        return random.nextInt(8) == 0;
    }

    private String pick(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}
