package dev.rowhook.api.oidc;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Keeps what is pending in a cookie of the browser that began it: the answer of an issuer counts
/// in that browser only, once, for ten minutes, and from the issuer that was asked.
///
/// Nothing is kept here, so that nobody fills anything by beginning and not coming back.
/// Thread-safe.
@Component
class PendingSignIns implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {
    static final String COOKIE = "__Host-rowhook-oidc";
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int NEXT_LENGTH = 1000;

    private final Registrations registrations;

    PendingSignIns(Registrations registrations) {
        this.registrations = registrations;
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(
            HttpServletRequest request) {
        return find(request).map(this::restore).orElse(null);
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest pending,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (pending == null) {
            set(response, "", Duration.ZERO);
            return;
        }
        String next = request.getParameter("next");
        boolean taken = next != null && next.length() <= NEXT_LENGTH;
        set(response, PendingSignIn.of(pending, taken ? next : "").write(), LIFE);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest pending = loadAuthorizationRequest(request);
        set(response, "", Duration.ZERO);
        return pending;
    }

    /// What is pending in the browser of a request, if the request comes back from that issuer.
    static Optional<PendingSignIn> find(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .findFirst()
                        .flatMap(cookie -> PendingSignIn.read(cookie.getValue()))
                        .filter(pending ->
                                request.getServletPath()
                                        .equals(OidcPaths.CALLBACK + "/" + pending.issuer()))
                        .filter(pending -> pending.state().equals(request.getParameter("state")));
    }

    private @Nullable OAuth2AuthorizationRequest restore(PendingSignIn pending) {
        ClientRegistration registration = registrations.findByRegistrationId(pending.issuer());
        if (registration == null) {
            return null;
        }
        return OAuth2AuthorizationRequest.authorizationCode()
                .clientId(registration.getClientId())
                .authorizationUri(
                        Objects.requireNonNull(
                                registration.getProviderDetails().getAuthorizationUri(),
                                "an issuer has one"))
                .redirectUri(registration.getRedirectUri())
                .scopes(registration.getScopes())
                .state(pending.state())
                .attributes(
                        Map.of(
                                "registration_id", pending.issuer(),
                                "nonce", pending.nonce(),
                                "code_verifier", pending.verifier()))
                .build();
    }

    private static void set(HttpServletResponse response, String value, Duration life) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, value)
                        .path("/")
                        .secure(true)
                        .httpOnly(true)
                        .sameSite("Lax")
                        .maxAge(life)
                        .build()
                        .toString());
    }
}
