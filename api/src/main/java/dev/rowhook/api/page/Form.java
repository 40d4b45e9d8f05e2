package dev.rowhook.api.page;

import dev.rowhook.core.secret.Secret;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.web.csrf.CsrfToken;

import java.util.Map;
import java.util.Objects;

/// What a form sends, and what every form of ours holds.
final class Form {
    private static final Template TOKEN = Template.of("csrf.html");

    private Form() {}

    /// A field of a posted form, without what is around it; longer ones are cut.
    static String text(HttpServletRequest request, String name, int maxLength) {
        String value = Objects.requireNonNullElse(request.getParameter(name), "").strip();
        String shown = value.replace("\0", "");
        return shown.substring(0, Math.min(shown.length(), maxLength));
    }

    /// A field that nobody may read.
    static Secret secret(HttpServletRequest request, String name) {
        return Secret.of(Objects.requireNonNullElse(request.getParameter(name), ""));
    }

    /// The hidden field without which a form is refused.
    static Html token(HttpServletRequest request) {
        CsrfToken token =
                (CsrfToken) Objects.requireNonNull(request.getAttribute(CsrfToken.class.getName()));
        return TOKEN.fill(Map.of("name", token.getParameterName(), "token", token.getToken()));
    }
}
