package dev.rowhook.dispatcher.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import okhttp3.Headers;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/// Writes the attributes of a CloudEvent as headers, by its HTTP binding in binary mode.
public final class EventHeaders {
    private static final String PREFIX = "ce-";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private EventHeaders() {}

    public static Headers of(Map<String, String> attributes) {
        Headers.Builder headers = new Headers.Builder();
        attributes.forEach((name, value) ->
                headers.add(PREFIX + name.toLowerCase(Locale.ROOT), encode(value)));
        return headers.build();
    }

    /// What is not visible ASCII, a quote or a percent sign becomes `%` and two digits a byte.
    private static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (byte one : value.getBytes(UTF_8)) {
            boolean plain = one > ' ' && one < 0x7F && one != '"' && one != '%';
            if (plain) {
                encoded.append((char) one);
            } else {
                encoded.append('%').append(HEX.toHexDigits(one));
            }
        }
        return encoded.toString();
    }
}
