package dev.rowhook.api.auth;

import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.access.Permission;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// Lets a request through to a route if its caller may, as the route's annotation says, before
/// anything of the request is read.
public final class AccessInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod route && !isOpen(route)) {
            @Nullable Authentication authentication =
                    SecurityContextHolder.getContext().getAuthentication();
            Requires requires = route.getMethodAnnotation(Requires.class);
            if (requires != null) {
                require(authentication, Set.of(requires.value()));
            } else if (!route.hasMethodAnnotation(ForUser.class)) {
                throw forbidden("The route is closed.");
            } else if (!(authentication instanceof SignedInUser)) {
                throw forbidden("Only a person who signed in has this.");
            }
        }
        return true;
    }

    private static void require(
            @Nullable Authentication authentication, Set<Permission> permissions) {
        if (!(authentication instanceof Caller caller)) {
            throw forbidden("No account was chosen.");
        }
        if (!caller.permissions().containsAll(permissions)) {
            throw forbidden(
                    "This takes the permission %s."
                            .formatted(
                                    Arrays.stream(Permission.values())
                                            .filter(permissions::contains)
                                            .filter(permission -> !caller.may(permission))
                                            .map(Permission::code)
                                            .collect(Collectors.joining(" and "))));
        }
        if (caller.isSuspended() && !permissions.stream().allMatch(Permission::isRead)) {
            throw ProblemException.of(
                    ProblemCode.ACCOUNT_SUSPENDED,
                    "The account is suspended: it can be read, and not changed.");
        }
    }

    private static ProblemException forbidden(String detail) {
        return ProblemException.of(ProblemCode.FORBIDDEN, detail);
    }

    private static boolean isOpen(HandlerMethod route) {
        return route.hasMethodAnnotation(Open.class)
                || AnnotatedElementUtils.hasAnnotation(route.getBeanType(), Open.class)
                || ErrorController.class.isAssignableFrom(route.getBeanType());
    }
}
