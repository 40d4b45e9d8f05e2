package dev.rowhook.filter.value;

import java.util.Map;

/// The types `json`, whose values are their texts, and `jsonb`.
public final class JsonTypes {
    private static final int JSON = 114;
    private static final int JSONB = 3802;

    private JsonTypes() {}

    public static void addTo(Map<Integer, ValueType<?>> types) {
        types.put(JSON, new ReadAndWritten<>(JsonTypes::checked, (String text) -> text));
        types.put(JSONB, new ReadAndWritten<>(Jsonb::read, Jsonb::write));
    }

    private static String checked(String text) {
        JsonParser.parseRaw(text);
        return text;
    }
}
