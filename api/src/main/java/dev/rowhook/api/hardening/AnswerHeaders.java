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
                    "Content-Security-Policy",
                            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
                    "Referrer-Policy", "no-referrer",
                    "Permissions-Policy",
                            "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
                    "Cross-Origin-Opener-Policy", "same-origin",
                    "Cross-Origin-Resource-Policy", "same-origin");

    private final boolean https;

    AnswerHeaders(boolean https) {
        this.https = https;
    }

    /// Sets those that the answer does not have yet.
    void addTo(HttpServletResponse response, String path, String requestId) {
        EVERYWHERE.forEach((name, value) -> setIfAbsent(response, name, value));
        if (path.equals("/v1") || path.startsWith("/v1/")) {
            setIfAbsent(response, "Cache-Control", "no-store");
        }
        if (https) {
            setIfAbsent(response, "Strict-Transport-Security", "max-age=31536000");
        }
        setIfAbsent(response, REQUEST_ID, requestId);
    }

    private static void setIfAbsent(HttpServletResponse response, String name, String value) {
        if (!response.containsHeader(name)) {
            response.setHeader(name, value);
        }
    }
}
