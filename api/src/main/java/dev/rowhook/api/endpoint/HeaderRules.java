package dev.rowhook.api.endpoint;

import dev.rowhook.api.request.InvalidFieldException;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which headers a tenant may have sent, and what may stand in them.
final class HeaderRules {
    static final int MAX_HEADERS = 64;
    static final int MAX_CHARACTERS = 16 * 1024;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}");
    private static final Set<String> OURS =
            Set.of(
                    "host",
                    "transfer-encoding",
                    "connection",
                    "keep-alive",
                    "te",
                    "trailer",
                    "upgrade",
                    "expect",
                    "accept-encoding",
                    "http2-settings");
    private static final Set<String> OUR_PREFIXES =
            Set.of("content-", "proxy-", "webhook-", "rowhook-");

    private HeaderRules() {}

    static String checkName(String name) throws InvalidFieldException {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidFieldException("invalid_header", "This is no name of a header.");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (OURS.contains(lower) || OUR_PREFIXES.stream().anyMatch(lower::startsWith)) {
            throw new InvalidFieldException(
                    "reserved_header", "Rowhook, or the connection, sets this header.");
        }
        return name;
    }

    static String checkValue(String value) throws InvalidFieldException {
        if (value.isEmpty()) {
            throw new InvalidFieldException("empty", "The value may not be empty.");
        }
        if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7F))) {
            throw new InvalidFieldException(
                    "invalid_header_value",
                    "The value holds a character that is not printable ASCII.");
        }
        return value;
    }
}
