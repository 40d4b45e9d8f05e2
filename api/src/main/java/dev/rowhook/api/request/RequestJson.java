package dev.rowhook.api.request;

import dev.rowhook.api.problem.FieldError;
import dev.rowhook.api.problem.Problem;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.problem.Problems;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.List;

/// Reads a body as one JSON object in which no name stands twice. What Jackson says of a bad body
/// is not passed on, for it repeats parts of it.
final class RequestJson {
    static final int MAX_BYTES = 1 << 20;
    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private RequestJson() {}

    /// @throws ProblemException if the body is too large or no such object
    static Fields read(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new ProblemException(Problems.of(HttpStatus.CONTENT_TOO_LARGE));
        }
        return Fields.of(parse(body).asObject());
    }

    /// @throws ProblemException if a parameter stands twice
    static Fields query(HttpServletRequest request) {
        ObjectNode object = MAPPER.createObjectNode();
        request.getParameterMap()
                .forEach((name, values) -> {
                    if (values.length > 1) {
                        throw malformed(
                                "duplicate_field",
                                "/" + InvalidFieldException.escape(name),
                                "The parameter stands twice in the query.");
                    }
                    object.put(name, values[0]);
                });
        return Fields.of(object);
    }

    private static JsonNode parse(byte[] body) {
        JsonNode json;
        try {
            json = MAPPER.readTree(body);
        } catch (StreamReadException e) {
            throw malformed(e);
        } catch (JacksonException _) {
            throw malformed("malformed_json", "", "The body is not JSON.");
        }
        if (!json.isObject()) {
            throw malformed("malformed_json", "", "The body has to be a JSON object.");
        }
        return json;
    }

    private static ProblemException malformed(StreamReadException exception) {
        String pointer =
                exception.processor() == null
                        ? ""
                        : exception.processor().streamReadContext().pathAsPointer().toString();
        String message = exception.getOriginalMessage();
        return message != null && message.startsWith("Duplicate")
                ? malformed("duplicate_field", pointer, "The name stands twice in its object.")
                : malformed("malformed_json", pointer, "The body is not JSON.");
    }

    private static ProblemException malformed(String code, String pointer, String detail) {
        return new ProblemException(
                new Problem(
                        HttpStatus.BAD_REQUEST,
                        code,
                        detail,
                        List.of(new FieldError(pointer, code, detail))));
    }
}
