package dev.rowhook.api.host;

import dev.rowhook.api.auth.SignInFilter;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;
import dev.rowhook.store.accounts.HostTokens;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.core.Authentication;
import org.springframework.web.servlet.HandlerExceptionResolver;

import java.util.Optional;

/// Signs a request in by the host token that it carries. One without goes on as nobody's.
final class HostTokenFilter extends SignInFilter {
    private final HostTokens tokens;

    /// @param failures answers what fails here as it answers what fails in a controller
    HostTokenFilter(HostTokens tokens, HandlerExceptionResolver failures) {
        super(failures);
        this.tokens = tokens;
    }

    @Override
    protected Optional<? extends Authentication> authenticate(HttpServletRequest request) {
        return bearerToken(request)
                .flatMap(token -> OpaqueToken.parse(TokenKind.HOST, token))
                .flatMap(tokens::find)
                .map(HostCaller::new);
    }
}
