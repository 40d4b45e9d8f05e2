package dev.rowhook.api.revision;

import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.QueryReaders;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

import java.util.Set;
import java.util.function.Supplier;

/// What every request has to say that changes something of an account: a `PATCH`, which state it is
/// meant for; and in its query nothing but `dry_run`, for one that is written wrong would be done.
public final class ChangeRules implements HandlerInterceptor {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod route
                && route.hasMethodAnnotation(Requires.class)
                && !READS.contains(request.getMethod())) {
            Fields query = Fields.query(request);
            Supplier<Boolean> dryRun = query.optional(DryRun.PARAMETER, QueryReaders.flag(), false);
            query.end();
            if (dryRun.get() && route.hasMethodAnnotation(Immediate.class)) {
                throw ProblemException.of(ProblemCode.NO_DRY_RUN);
            }
            request.setAttribute(DryRun.ATTRIBUTE, dryRun.get());
            IfMatch _ = IfMatch.of(request);
            if (request.getMethod().equals("PATCH")
                    && request.getHeader(HttpHeaders.IF_MATCH) == null) {
                throw ProblemException.of(ProblemCode.PRECONDITION_REQUIRED);
            }
        }
        return true;
    }
}
