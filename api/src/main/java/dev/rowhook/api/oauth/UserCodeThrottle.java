package dev.rowhook.api.oauth;

import dev.rowhook.api.signin.password.AddressThrottle;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/// Counts the codes of devices that are tried: they are short, for people type them.
final class UserCodeThrottle extends OncePerRequestFilter {
    private final AddressThrottle throttle;

    UserCodeThrottle(AddressThrottle throttle) {
        this.throttle = throttle;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().equals("/oauth2/device_verification")
                || request.getParameter(OAuth2ParameterNames.STATE) != null;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (throttle.guess(request.getRemoteAddr()).isPresent()) {
            DeviceAnswers.redirect(response, "/device?error=later");
        } else {
            chain.doFilter(request, response);
        }
    }
}
