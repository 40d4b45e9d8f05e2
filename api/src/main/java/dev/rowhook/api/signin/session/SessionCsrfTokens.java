package dev.rowhook.api.signin.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The token that forms and scripts of ours send along and other sites cannot know. It is made of
/// the session's cookie, which is stored nowhere, and therefore not stored either. Who has no
/// session yet gets a cookie of random bytes for it.
///
/// Thread-safe.
@Component
class SessionCsrfTokens implements CsrfTokenRepository {
    private static final String HEADER = "X-CSRF-Token";
    private static final String PARAMETER = "_csrf";
    private static final String COOKIE = "__Host-rowhook-form";
    private static final int BYTES = 32;
    private static final int COOKIE_LENGTH = 43;

    private final SecureRandom random = new SecureRandom();

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            return token(session.getId());
        }
        String value = cookie(request);
        return value == null ? null : token(value);
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        CsrfToken known = loadToken(request);
        if (known != null) {
            return known;
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new NewToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Override
    public void saveToken(
            @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (token instanceof NewToken made) {
            ResponseCookie cookie =
                    ResponseCookie.from(COOKIE, made.source)
                            .path("/")
                            .secure(true)
                            .httpOnly(true)
                            .sameSite("Lax")
                            .build();
            response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        }
    }

    private static @Nullable String cookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE)
                        && cookie.getValue().length() == COOKIE_LENGTH) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    private static CsrfToken token(String source) {
        return new DefaultCsrfToken(HEADER, PARAMETER, derive(source));
    }

    private static String derive(String source) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(source.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] derived = mac.doFinal("rowhook csrf 1".getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(derived);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /// One that needs a cookie yet.
    private static final class NewToken implements CsrfToken {
        private final String source;

        NewToken(String source) {
            this.source = source;
        }

        @Override
        public String getHeaderName() {
            return HEADER;
        }

        @Override
        public String getParameterName() {
            return PARAMETER;
        }

        @Override
        public String getToken() {
            return derive(source);
        }
    }
}
