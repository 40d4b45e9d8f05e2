package dev.rowhook.api.signin.session;

import org.springframework.session.web.http.DefaultCookieSerializer;

/// The cookie of a session: of this host alone, unseen by scripts, sent over TLS (or to loopback),
/// and with what other sites link to but not with what they embed or post.
final class SessionCookie {
    /// The prefix has browsers hold the cookie to that.
    static final String NAME = "__Host-rowhook";

    private SessionCookie() {}

    static DefaultCookieSerializer serializer() {
        DefaultCookieSerializer serializer = new DefaultCookieSerializer();
        serializer.setCookieName(NAME);
        serializer.setCookiePath("/");
        serializer.setUseSecureCookie(true);
        serializer.setUseHttpOnlyCookie(true);
        serializer.setSameSite("Lax");
        serializer.setUseBase64Encoding(false);
        return serializer;
    }
}
