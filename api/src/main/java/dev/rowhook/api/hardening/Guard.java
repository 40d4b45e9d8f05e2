package dev.rowhook.api.hardening;

import dev.rowhook.api.problem.Problems;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.InputBuffer;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/// Stands before everything that a request can reach, the container's own answers included: gives
/// the request an id, the answer its headers, and the body its limits of size and time.
///
/// Thread-safe.
final class Guard extends ValveBase {
    /// Under which log lines have the id of their request.
    static final String LOG_KEY = "request";

    private static final String HEADERS = Guard.class.getName();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpLimits limits;
    private final AnswerHeaders headers;

    Guard(HttpLimits limits) {
        super(true);
        this.limits = limits;
        this.headers = new AnswerHeaders(limits.https());
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        byte[] id = new byte[10];
        RANDOM.nextBytes(id);
        String requestId = HexFormat.of().formatHex(id);
        Consumer<HttpServletResponse> answer =
                sent -> headers.complete(sent, path(request), requestId);
        request.setAttribute(HEADERS, answer);
        MDC.put(LOG_KEY, requestId);
        try {
            headers.begin(response, path(request), requestId);
            Optional<HttpStatus> refusal = refusal(request);
            if (refusal.isPresent()) {
                answer.accept(response);
                ProblemWriter.write(response, Problems.of(refusal.get()));
                finish(request, response);
            } else {
                pass(request, response);
            }
        } finally {
            MDC.remove(LOG_KEY);
        }
    }

    /// Sets the headers of the answer to a request, those that it does not have yet.
    @SuppressWarnings("unchecked")
    static Consumer<HttpServletResponse> headersOf(ServletRequest request) {
        return request.getAttribute(HEADERS) instanceof Consumer<?> headers
                ? (Consumer<HttpServletResponse>) headers
                : _ -> {};
    }

    private void pass(Request request, Response response) throws IOException, ServletException {
        InputBuffer body = request.getCoyoteRequest().getInputBuffer();
        request.getCoyoteRequest().setInputBuffer(new TimedBody(body, limits.requestTimeout()));
        try {
            getNext().invoke(request, response);
        } finally {
            request.getCoyoteRequest().setInputBuffer(body);
        }
        if (!response.isCommitted()) {
            headersOf(request).accept(response);
        }
        if (!request.isAsync()) {
            finish(request, response);
        }
    }

    private static Optional<HttpStatus> refusal(Request request) {
        try {
            return request.getContentLengthLong() > HttpLimits.MAX_BODY_BYTES
                    ? Optional.of(HttpStatus.CONTENT_TOO_LARGE)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.of(HttpStatus.BAD_REQUEST);
        }
    }

    private void finish(Request request, Response response) throws IOException {
        if (LeftOverBody.isThere(request.getCoyoteRequest())) {
            response.finishResponse();
            LeftOverBody.discard(
                    request.getCoyoteRequest(),
                    request.getCoyoteRequest().getInputBuffer(),
                    limits.headTimeout());
        }
    }

    private static String path(Request request) {
        String path = request.getDecodedRequestURI();
        return path == null ? "" : path;
    }
}
