package dev.rowhook.api.hardening;

import dev.rowhook.api.problem.Problem;

import org.apache.catalina.connector.Response;
import org.springframework.http.MediaType;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Answers with a problem, below everything that could do it otherwise.
final class ProblemWriter {
    private ProblemWriter() {}

    static void write(Response response, Problem problem) throws IOException {
        response.setStatus(problem.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getReporter().write(JsonMapper.shared().writeValueAsString(problem));
        response.finishResponse();
    }
}
