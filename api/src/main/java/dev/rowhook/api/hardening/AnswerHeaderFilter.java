package dev.rowhook.api.hardening;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.web.util.OnCommittedResponseWrapper;
import org.springframework.web.filter.GenericFilterBean;

import java.io.IOException;
import java.util.function.Consumer;

/// Completes the headers of an answer at the last moment, so that a page may say more than the
/// defaults do.
final class AnswerHeaderFilter extends GenericFilterBean {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest
                && response instanceof HttpServletResponse httpResponse) {
            CompletedResponse completed =
                    new CompletedResponse(httpResponse, Guard.headersOf(request));
            chain.doFilter(request, completed);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static final class CompletedResponse extends OnCommittedResponseWrapper {
        private final Consumer<HttpServletResponse> headers;

        CompletedResponse(HttpServletResponse response, Consumer<HttpServletResponse> headers) {
            super(response);
            this.headers = headers;
        }

        @Override
        protected void onResponseCommitted() {
            if (getResponse() instanceof HttpServletResponse response && !isCommitted()) {
                headers.accept(response);
            }
        }
    }
}
