package dev.rowhook.api.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/// Lets pages use their own style and send their own forms, and nothing else.
final class PageHeaders extends OncePerRequestFilter {
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    /// A browser checks where a form leads even behind a redirect, and this one leads to a port of
    /// the person's own computer.
    private static final String TO_LOOPBACK = " http://127.0.0.1:*";

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean leadsToLoopback = request.getServletPath().equals("/consent");
        response.setHeader(
                "Content-Security-Policy", leadsToLoopback ? POLICY + TO_LOOPBACK : POLICY);
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        chain.doFilter(request, response);
    }
}
