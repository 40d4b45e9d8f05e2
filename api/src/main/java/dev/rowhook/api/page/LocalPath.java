package dev.rowhook.api.page;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Where to go on after signing in: a path of ours, never another site.
record LocalPath(String value) {
    static final String PARAMETER = "next";
    private static final int LENGTH = 4000;
    private static final Pattern ALLOWED = Pattern.compile("/[!#-\\[\\]_a-z~]*");
    static final LocalPath HOME = new LocalPath("/sign-in");

    /// What `text` asks for, if it is a path of ours; home otherwise.
    static LocalPath of(String text) {
        if (text.length() > LENGTH || !ALLOWED.matcher(text).matches() || text.startsWith("//")) {
            return HOME;
        }
        try {
            URI uri = URI.create(text);
            return uri.getRawAuthority() == null && uri.getScheme() == null
                    ? new LocalPath(text)
                    : HOME;
        } catch (IllegalArgumentException _) {
            return HOME;
        }
    }

    boolean isHome() {
        return equals(HOME);
    }

    /// The page for signing in which leads here.
    String viaSignIn() {
        return isHome()
                ? HOME.value()
                : HOME.value()
                        + "?"
                        + PARAMETER
                        + "="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
