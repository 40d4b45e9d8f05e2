package dev.rowhook.api.endpoint;

import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.secret.Secret;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which headers a tenant may have sent, and what may stand in them.
public final class HeaderRules {
    private static final int MAX_HEADERS = 64;
    private static final int MAX_CHARACTERS = 16 * 1024;
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

    /// Headers that are shown.
    public static FieldReader<Map<String, String>> headers() {
        return Readers.map(HeaderRules::checkName, value());
    }

    /// Headers whose values `values` reads, some of which may be null.
    static <T> FieldReader<Map<String, Optional<T>>> nullableHeaders(FieldReader<T> values) {
        return Readers.nullableMap(HeaderRules::checkName, values);
    }

    /// The value of a header.
    static FieldReader<String> value() {
        return Readers.text().then(HeaderRules::checkValue);
    }

    /// Refuses `headers` and `encrypted_headers` that name one twice, or are too many together.
    public static void checkTogether(
            Fields fields, Map<String, String> headers, Map<String, Secret> encryptedHeaders) {
        Set<String> names = new HashSet<>();
        int characters = 0;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            checkNew(fields, names, "headers", header.getKey());
            characters += header.getKey().length() + header.getValue().length();
        }
        for (Map.Entry<String, Secret> header : encryptedHeaders.entrySet()) {
            checkNew(fields, names, "encrypted_headers", header.getKey());
            characters += header.getKey().length() + header.getValue().reveal().length();
        }
        if (names.size() > MAX_HEADERS || characters > MAX_CHARACTERS) {
            fields.refuse("headers", "too_many", "Headers are at most 64, of 16 KiB together.");
        }
    }

    private static void checkNew(Fields fields, Set<String> names, String field, String name) {
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            fields.refuse(field, "duplicate", "A header is named twice: " + name + ".");
        }
    }

    private static String checkName(String name) throws InvalidFieldException {
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

    private static String checkValue(String value) throws InvalidFieldException {
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
