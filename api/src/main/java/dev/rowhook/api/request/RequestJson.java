package dev.rowhook.api.request;

import dev.rowhook.api.problem.ProblemCode;
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
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads a body as one JSON object, in UTF-8, in which no name stands twice. What Jackson says of a
/// bad body is not passed on, for it repeats parts of it.
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
                                ProblemCode.DUPLICATE_FIELD,
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
            json = MAPPER.readTree(utf8(body));
        } catch (StreamReadException e) {
            throw malformed(e);
        } catch (JacksonException | CharacterCodingException _) {
            throw malformed(ProblemCode.MALFORMED_JSON, "", "The body is not JSON.");
        }
        if (!json.isObject()) {
            throw malformed(ProblemCode.MALFORMED_JSON, "", "The body has to be a JSON object.");
        }
        return json;
    }

    /// Jackson by itself would take UTF-16 and UTF-32 too.
    private static String utf8(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }

    private static ProblemException malformed(StreamReadException exception) {
        String pointer =
                exception.processor() == null
                        ? ""
                        : exception.processor().streamReadContext().pathAsPointer().toString();
        String message = exception.getOriginalMessage();
        return message != null && message.startsWith("Duplicate")
                ? malformed(
                        ProblemCode.DUPLICATE_FIELD,
                        pointer,
                        "The name stands twice in its object.")
                : malformed(ProblemCode.MALFORMED_JSON, pointer, "The body is not JSON.");
    }

    private static ProblemException malformed(ProblemCode code, String pointer, String detail) {
        return ProblemException.at(pointer, code, detail);
    }
}
