package dev.rowhook.api.signin.session;

import dev.rowhook.api.signin.user.AppUser;
import dev.rowhook.api.signin.user.Users;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/// Finds who a request is from by its session. The user is looked up for each request: one who is
/// disabled is signed out by that.
///
/// Thread-safe.
@Component
class SignedInSessions implements SecurityContextRepository {
    private static final String FOUND = SignedInSessions.class.getName();

    private final Users users;

    SignedInSessions(Users users) {
        this.users = users;
    }

    @Override
    @Deprecated
    public SecurityContext loadContext(HttpRequestResponseHolder exchange) {
        return load(exchange.getRequest());
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return load(request).getAuthentication() != null;
    }

    /// [Sessions#begin] and [Sessions#end] do.
    @Override
    public void saveContext(
            SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    private SecurityContext load(HttpServletRequest request) {
        if (request.getAttribute(FOUND) instanceof SecurityContext found) {
            return found;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        Sessions.user(request)
                .flatMap(users::find)
                .map(AppUser::signedIn)
                .ifPresent(context::setAuthentication);
        request.setAttribute(FOUND, context);
        return context;
    }
}
