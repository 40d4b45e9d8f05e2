package dev.rowhook.dispatcher.attempt;

import okhttp3.Headers;

import org.jooq.JSONB;

import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Headers as a JSON object: names in lower case, the values of one name joined by commas. What
/// would make it larger than 16 KiB is left out.
public final class HeaderJson {
    static final JSONB NONE = JSONB.valueOf("{}");

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_LENGTH = 16 << 10;

    private HeaderJson() {}

    public static JSONB of(Headers headers) {
        Map<String, String> object = new LinkedHashMap<>();
        int length = 0;
        for (Map.Entry<String, List<String>> header : headers.toMultimap().entrySet()) {
            String value = storable(String.join(", ", header.getValue()));
            length += header.getKey().length() + value.length();
            if (length <= MAX_LENGTH) {
                object.put(storable(header.getKey()).toLowerCase(Locale.ROOT), value);
            }
        }
        return JSONB.valueOf(JSON.writeValueAsString(object));
    }

    /// An endpoint may send a NUL, which Postgres cannot store.
    static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
