package dev.rowhook.dispatcher.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.signing.SigningKeyInUse;

import okhttp3.Headers;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The secrets that an endpoint knows, and may echo: blanked in what is kept of its answers, as
/// they are and as URLs and JSON write them. Those of less than 4 characters are not sought.
/// Immutable.
final class KnownSecrets {
    private static final int SHORTEST = 4;
    private static final byte[] MASK = Secret.MASK.getBytes(UTF_8);

    /// The longest first, for one may be within another.
    private final List<byte[]> needles;

    private KnownSecrets(Collection<String> texts) {
        Set<String> forms = new HashSet<>();
        for (String text : texts) {
            forms.add(text);
            forms.add(URLEncoder.encode(text, UTF_8));
            forms.add(text.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
            forms.add(text.replace("\\", "\\\\").replace("\"", "\\\""));
        }
        needles =
                forms.stream()
                        .filter(form -> form.length() >= SHORTEST)
                        .map(form -> form.getBytes(UTF_8))
                        .sorted(Comparator.comparingInt((byte[] form) -> form.length).reversed())
                        .toList();
    }

    static KnownSecrets of(EndpointSettings settings) {
        List<String> texts = new ArrayList<>();
        Headers headers = settings.secretHeaders();
        for (int i = 0; i < headers.size(); i++) {
            String value = headers.value(i);
            texts.add(value);
            // A scheme such as Bearer stands before the secret itself.
            texts.add(value.substring(value.indexOf(' ') + 1));
        }
        Authorization.fixed(settings.auth()).ifPresent(fixed -> add(fixed.secrets(), texts));
        if (settings.auth() instanceof Auth.OAuth2 oauth) {
            texts.add(oauth.clientSecret().reveal());
        }
        String query = settings.url().encodedQuery();
        if (query != null) {
            texts.add(query);
            for (int i = 0; i < settings.url().querySize(); i++) {
                String value = settings.url().queryParameterValue(i);
                texts.add(value == null ? "" : value);
            }
        }
        for (SigningKeyInUse key : settings.signer().keys()) {
            String text = key.key().secret().reveal();
            texts.add(text.substring(text.indexOf('_') + 1));
        }
        return new KnownSecrets(texts);
    }

    /// These and the secrets of one request.
    KnownSecrets and(Authorization authorization) {
        List<String> texts = new ArrayList<>();
        needles.forEach(needle -> texts.add(new String(needle, UTF_8)));
        add(authorization.secrets(), texts);
        return new KnownSecrets(texts);
    }

    private static void add(List<Secret> secrets, List<String> texts) {
        secrets.forEach(secret -> texts.add(secret.reveal()));
    }

    /// The length of the longest one in bytes: so much must be read beyond what is kept, or half a
    /// secret would be.
    int longest() {
        return needles.isEmpty() ? 0 : needles.getFirst().length;
    }

    String blank(String text) {
        return new String(blank(text.getBytes(UTF_8)), UTF_8);
    }

    byte[] blank(byte[] text) {
        byte[] result = text;
        for (byte[] needle : needles) {
            for (int at = find(result, needle, 0);
                    at >= 0;
                    at = find(result, needle, at + MASK.length)) {
                result = replaced(result, at, needle.length);
            }
        }
        return result;
    }

    private static byte[] replaced(byte[] text, int at, int length) {
        byte[] result = Arrays.copyOf(text, text.length - length + MASK.length);
        System.arraycopy(MASK, 0, result, at, MASK.length);
        int rest = at + length;
        System.arraycopy(text, rest, result, at + MASK.length, text.length - rest);
        return result;
    }

    private static int find(byte[] text, byte[] needle, int from) {
        for (int at = from; at <= text.length - needle.length; at++) {
            if (text[at] == needle[0]
                    && Arrays.equals(text, at, at + needle.length, needle, 0, needle.length)) {
                return at;
            }
        }
        return -1;
    }
}
