package dev.rowhook.api.hardening;

import jakarta.servlet.http.HttpServletResponse;

import java.util.Map;

/// What browsers are told with every answer. A page that needs more sets its own.
final class AnswerHeaders {
    static final String REQUEST_ID = "Rowhook-Request-Id";

    private static final Map<String, String> EVERYWHERE =
            Map.of(
                    "X-Content-Type-Options", "nosniff",
                    "X-Frame-Options", "DENY",
                    "Permissions-Policy",
                            "camera=(), microphone=(), geolocation=(), payment=(), usb=()");

    /// Who sets one of these himself looks whether it is there already.
    private static final Map<String, String> WHERE_NOBODY_SAYS_MORE =
            Map.of(
                    "Content-Security-Policy",
                            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
                    "Referrer-Policy", "no-referrer",
                    "Cross-Origin-Opener-Policy", "same-origin",
                    "Cross-Origin-Resource-Policy", "same-origin");

    private final boolean https;

    AnswerHeaders(boolean https) {
        this.https = https;
    }

    /// Sets what may be set before anybody has looked at the request. An answer of the API may be
    /// sent in parts, of which the first takes the headers with it.
    void begin(HttpServletResponse response, String path, String requestId) {
        setIfAbsent(response, REQUEST_ID, requestId);
        EVERYWHERE.forEach((name, value) -> setIfAbsent(response, name, value));
        if (https) {
            setIfAbsent(response, "Strict-Transport-Security", "max-age=31536000");
        }
        if (path.equals("/v1") || path.startsWith("/v1/")) {
            setIfAbsent(response, "Cache-Control", "no-store");
            WHERE_NOBODY_SAYS_MORE.forEach((name, value) -> setIfAbsent(response, name, value));
        }
    }

    /// Sets whatever the answer does not have yet.
    void complete(HttpServletResponse response, String path, String requestId) {
        begin(response, path, requestId);
        WHERE_NOBODY_SAYS_MORE.forEach((name, value) -> setIfAbsent(response, name, value));
    }

    private static void setIfAbsent(HttpServletResponse response, String name, String value) {
        if (!response.containsHeader(name)) {
            response.setHeader(name, value);
        }
    }
}
