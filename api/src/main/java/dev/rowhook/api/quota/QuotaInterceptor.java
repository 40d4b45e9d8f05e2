package dev.rowhook.api.quota;

import dev.rowhook.api.auth.Caller;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;

import java.time.Duration;

/// Counts every request of an account, and tells with each answer what is left
/// (draft-ietf-httpapi-ratelimit-headers-10).
final class QuotaInterceptor implements HandlerInterceptor {
    private final RequestQuota requests;

    QuotaInterceptor(RequestQuota requests) {
        this.requests = requests;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller) {
            RequestQuota.Share share = requests.take(caller.account());
            response.setHeader(
                    "RateLimit-Policy", "\"account\";q=%d;w=60".formatted(share.quota()));
            response.setHeader(
                    "RateLimit",
                    "\"account\";r=%d;t=%d".formatted(share.left(), seconds(share.full())));
            if (!share.granted()) {
                response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds(share.more())));
                throw ProblemException.of(
                        ProblemCode.RATE_LIMITED,
                        "The account makes more than %d requests a minute."
                                .formatted(share.quota()));
            }
        }
        return true;
    }

    private static long seconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }
}
