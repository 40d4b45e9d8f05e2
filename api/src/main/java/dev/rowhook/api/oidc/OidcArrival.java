package dev.rowhook.api.oidc;

import dev.rowhook.api.page.ExternalSignIn;
import dev.rowhook.api.signin.session.Sessions;
import dev.rowhook.api.signin.user.AppUser;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Begins the session of somebody who comes back from an issuer. Where to go on is the sign-in
/// page's to judge. Thread-safe.
@Component
class OidcArrival implements AuthenticationSuccessHandler, AuthenticationFailureHandler {
    private static final Logger log = LoggerFactory.getLogger(OidcArrival.class);

    private final Registrations registrations;
    private final ExternalUsers users;
    private final Sessions sessions;

    OidcArrival(Registrations registrations, ExternalUsers users, Sessions sessions) {
        this.registrations = registrations;
        this.users = users;
        this.sessions = sessions;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request,
            HttpServletResponse response,
            Authentication authentication) {
        Optional<AppUser> user = user(authentication);
        if (user.isEmpty()) {
            failed(response);
            return;
        }
        String next = PendingSignIns.find(request).map(PendingSignIn::next).orElse("");
        sessions.begin(request, user.get());
        log.atInfo()
                .addKeyValue("user", user.get().id())
                .addKeyValue("address", request.getRemoteAddr())
                .log("signed in through an issuer");
        redirect(
                response,
                next.isEmpty()
                        ? "/sign-in"
                        : "/sign-in?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
    }

    private Optional<AppUser> user(Authentication authentication) {
        if (!(authentication instanceof OAuth2AuthenticationToken token)
                || !(token.getPrincipal() instanceof OidcUser person)) {
            return Optional.empty();
        }
        Jwt idToken =
                Jwt.withTokenValue(person.getIdToken().getTokenValue())
                        .header("alg", "verified")
                        .claims(claims -> claims.putAll(person.getIdToken().getClaims()))
                        .build();
        return registrations
                .issuer(token.getAuthorizedClientRegistrationId())
                .flatMap(issuer -> users.signIn(issuer.settings(), idToken));
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException exception) {
        log.atInfo()
                .addKeyValue(
                        "cause",
                        exception instanceof OAuth2AuthenticationException oauth
                                ? oauth.getError().getErrorCode()
                                : exception.getClass().getSimpleName())
                .log("sign-in through an issuer failed");
        failed(response);
    }

    static void failed(HttpServletResponse response) {
        redirect(response, "/sign-in?" + ExternalSignIn.FAILED);
    }

    private static void redirect(HttpServletResponse response, String path) {
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, path);
    }
}
