package dev.rowhook.api.hardening;

import dev.rowhook.api.problem.Problem;

import org.apache.catalina.connector.Response;
import org.springframework.http.MediaType;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/// Answers with a problem, below everything that could do it otherwise.
final class ProblemWriter {
    // In ASCII, for which the writer needs to be told no encoding.
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private ProblemWriter() {}

    /// The container takes nothing more for a request that it refused by itself, unless told to.
    static void write(Response response, Problem problem) throws IOException {
        response.setSuspended(false);
        response.setStatus(problem.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getReporter().write(JSON.writeValueAsString(problem));
        response.finishResponse();
    }
}
