package dev.rowhook.api.idempotency;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.web.util.ContentCachingResponseWrapper;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/// What was answered, to be answered again.
///
/// @param bodyHash of the body that it was answered to
/// @param status 0 while there is no answer yet
/// @param body in base 64
record KeptAnswer(
        String bodyHash,
        int status,
        Optional<String> contentType,
        Optional<String> location,
        String body) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// There is none yet.
    static KeptAnswer awaited(String bodyHash) {
        return new KeptAnswer(bodyHash, 0, Optional.empty(), Optional.empty(), "");
    }

    /// What a response holds by now.
    static KeptAnswer of(String bodyHash, ContentCachingResponseWrapper response) {
        return new KeptAnswer(
                bodyHash,
                response.getStatus(),
                Optional.ofNullable(response.getContentType()),
                Optional.ofNullable(response.getHeader(HttpHeaders.LOCATION)),
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
        contentType.ifPresent(response::setContentType);
        location.ifPresent(path -> response.setHeader(HttpHeaders.LOCATION, path));
        response.setHeader("Idempotency-Replayed", "true");
        response.getOutputStream().write(Base64.getDecoder().decode(body));
    }
}
