package dev.rowhook.filter.value;

import java.util.Comparator;

/// The order of the names in an object of `jsonb`: by their length in UTF-8, then by their bytes.
final class JsonKeys {
    static final Comparator<String> ORDER =
            Comparator.comparingInt(JsonKeys::length).thenComparing(JsonKeys::compare);

    private JsonKeys() {}

    private static int length(String key) {
        int length = 0;
        for (int i = 0; i < key.length(); i++) {
            char character = key.charAt(i);
            if (character < 0x80) {
                length += 1;
            } else if (character < 0x800 || Character.isSurrogate(character)) {
                length += 2;
            } else {
                length += 3;
            }
        }
        return length;
    }

    /// By code points, which is by bytes.
    private static int compare(String first, String second) {
        int common = Math.min(first.length(), second.length());
        for (int i = 0; i < common; i++) {
            if (first.charAt(i) != second.charAt(i)) {
                return Integer.compare(first.codePointAt(i), second.codePointAt(i));
            }
        }
        return Integer.compare(first.length(), second.length());
    }
}
