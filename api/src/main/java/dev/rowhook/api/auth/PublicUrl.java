package dev.rowhook.api.auth;

import java.net.URI;
import java.util.Set;

/// Where people and programs reach this Rowhook: a scheme, a host and a port, as the host
/// configured them. It is the issuer of tokens and the beginning of every link that is made; what a
/// request says of itself, by `Host` for example, counts for nothing.
///
/// Outside of loopback it is `https`: browsers keep no cookie of ours otherwise.
public record PublicUrl(URI value) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    /// @throws IllegalArgumentException if it is more or less than an origin, or not `https`
    public PublicUrl {
        String text = value.toString();
        value = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        if (value.getHost() == null
                || value.getRawUserInfo() != null
                || !value.getRawPath().isEmpty()
                || value.getRawQuery() != null
                || value.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the public URL is a scheme, a host and perhaps a port, such as https://rowhook.example");
        }
        boolean onLoopback = "http".equals(value.getScheme()) && LOOPBACK.contains(value.getHost());
        if (!"https".equals(value.getScheme()) && !onLoopback) {
            throw new IllegalArgumentException(
                    "the public URL begins with https:// (http:// is for loopback addresses only)");
        }
    }

    /// The address of a path of ours.
    public URI at(String path) {
        return URI.create(value + path);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
