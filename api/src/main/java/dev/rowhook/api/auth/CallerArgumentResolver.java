package dev.rowhook.api.auth;

import dev.rowhook.core.AccountId;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

import java.util.Set;

/// Gives a controller's method who asks, and in which account.
public final class CallerArgumentResolver implements HandlerMethodArgumentResolver {
    private static final Set<Class<?>> TYPES =
            Set.of(AccountId.class, Actor.class, Caller.class, SignedInUser.class);

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return TYPES.contains(parameter.getParameterType());
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        @Nullable Authentication authentication =
                SecurityContextHolder.getContext().getAuthentication();
        Class<?> wanted = parameter.getParameterType();
        if (wanted.isInstance(authentication)) {
            return authentication;
        }
        if (authentication instanceof Caller caller) {
            if (wanted.equals(AccountId.class)) {
                return caller.account();
            }
            if (wanted.equals(Actor.class)) {
                return caller.actor();
            }
        }
        throw new IllegalStateException("a path that needs an account is open to everybody");
    }
}
