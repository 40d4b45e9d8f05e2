package dev.rowhook.api.idempotency;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.web.util.ContentCachingResponseWrapper;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What was answered, to be answered again.
///
/// @param bodyHash of the body that it was answered to
/// @param status 0 while there is no answer yet
/// @param body in base 64
record KeptAnswer(String bodyHash, int status, Map<String, String> headers, String body) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> HEADERS =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.ETAG);

    /// There is none yet.
    static KeptAnswer awaited(String bodyHash) {
        return new KeptAnswer(bodyHash, 0, Map.of(), "");
    }

    /// What a response holds by now.
    static KeptAnswer of(String bodyHash, ContentCachingResponseWrapper response) {
        Map<String, String> headers = new HashMap<>();
        for (String name : HEADERS) {
            String value =
                    name.equals(HttpHeaders.CONTENT_TYPE)
                            ? response.getContentType()
                            : response.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new KeptAnswer(
                bodyHash,
                response.getStatus(),
                headers,
                Base64.getEncoder().encodeToString(response.getContentAsByteArray()));
    }

    static KeptAnswer read(byte[] bytes) {
        return JSON.readValue(bytes, KeptAnswer.class);
    }

    byte[] write() {
        return JSON.writeValueAsBytes(this);
    }

    /// Answers it again, and says so.
    void repeat(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setHeader("Idempotency-Replayed", "true");
        response.getOutputStream().write(Base64.getDecoder().decode(body));
    }
}
