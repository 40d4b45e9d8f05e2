package dev.rowhook.api.idempotency;

import dev.rowhook.api.auth.Caller;
import dev.rowhook.api.idempotency.IdempotentRequests.Found;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.revision.DryRun;
import dev.rowhook.core.text.Sha256;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.WebUtils;

import java.io.IOException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// Does a POST that named an `Idempotency-Key` once, however often it is sent: the same caller, to
/// the same path, with the same key and body, gets the same answer for a day. It comes after the
/// check of what the caller may do, which is as of now.
@Component
final class IdempotencyInterceptor implements HandlerInterceptor {
    static final String HEADER = "Idempotency-Key";
    private static final Logger log = LoggerFactory.getLogger(IdempotencyInterceptor.class);
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final IdempotentRequests requests;

    IdempotencyInterceptor(IdempotentRequests requests) {
        this.requests = requests;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        HeldRequest held = WebUtils.getNativeRequest(request, HeldRequest.class);
        // What only asks changes nothing, and is not kept.
        if (held == null
                || DryRun.isAsked(request)
                || !(SecurityContextHolder.getContext().getAuthentication()
                        instanceof Caller caller)) {
            return true;
        }
        String key = key(request);
        return switch (requests.begin(
                caller.account(), hash(caller, request, key), hex(Sha256.of(held.body())))) {
            case Found.Begun(var begun) -> {
                request.setAttribute(IdempotentRequest.ATTRIBUTE, begun);
                yield true;
            }
            case Found.Answered(var answer) -> {
                answer.repeat(response);
                yield false;
            }
            case Found.Running _ -> {
                response.setHeader(HttpHeaders.RETRY_AFTER, "1");
                throw ProblemException.of(
                        ProblemCode.REQUEST_RUNNING,
                        "A request with this Idempotency-Key is being done.");
            }
            case Found.Unknown _ ->
                    throw ProblemException.of(
                            ProblemCode.ANSWER_LOST,
                            "A request with this Idempotency-Key was done, and its answer is lost: look at what there is.");
            case Found.OtherBody _ ->
                    throw ProblemException.of(
                            ProblemCode.IDEMPOTENCY_KEY_REUSED,
                            "The Idempotency-Key was used for a request with another body.");
        };
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable Exception failure) {
        if (request.getAttribute(IdempotentRequest.ATTRIBUTE) instanceof IdempotentRequest begun) {
            ContentCachingResponseWrapper held =
                    Objects.requireNonNull(
                            WebUtils.getNativeResponse(
                                    response, ContentCachingResponseWrapper.class));
            try {
                requests.end(begun, KeptAnswer.of(begun.bodyHash(), held));
            } catch (DataAccessException e) {
                log.atWarn()
                        .addKeyValue("sqlstate", e.sqlState())
                        .log("answer not kept, the key is taken for five minutes");
            }
        }
    }

    private static String key(HttpServletRequest request) {
        List<String> keys = Collections.list(request.getHeaders(HEADER));
        if (keys.size() != 1 || !KEY.matcher(keys.getFirst()).matches()) {
            throw ProblemException.of(
                    ProblemCode.INVALID_IDEMPOTENCY_KEY,
                    "An Idempotency-Key has 1 to 255 visible characters of ASCII, and there is one.");
        }
        return keys.getFirst();
    }

    private static String hash(Caller caller, HttpServletRequest request, String key) {
        String query = Objects.requireNonNullElse(request.getQueryString(), "");
        return hex(
                Sha256.of(
                        String.join(
                                "\n",
                                caller.actor().id(),
                                request.getRequestURI() + "?" + query,
                                key)));
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
