package dev.rowhook.filter.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// The keywords of Postgres 17 that cannot stand everywhere a name can.
public final class Keywords {
    private static final String RESERVED = "R";
    private static final String COLUMN_NAME = "C";
    private static final String FUNCTION_OR_TYPE_NAME = "T";
    private static final Map<String, String> CLASSES = load();

    private Keywords() {}

    private static Map<String, String> load() {
        try (InputStream in = Keywords.class.getResourceAsStream("keywords.tsv")) {
            if (in == null) {
                throw new IllegalStateException("keywords.tsv is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .collect(Collectors.toUnmodifiableMap(line -> line[0], line -> line[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether a column can have this name without quotes.
    static boolean mayBeColumn(String word) {
        String category = CLASSES.getOrDefault(word, COLUMN_NAME);
        return category.equals(COLUMN_NAME);
    }

    /// Whether a function or a type can have this name without quotes.
    static boolean mayBeFunction(String word) {
        String category = CLASSES.getOrDefault(word, FUNCTION_OR_TYPE_NAME);
        return category.equals(FUNCTION_OR_TYPE_NAME);
    }

    static boolean isReserved(String word) {
        return RESERVED.equals(CLASSES.get(word));
    }

    /// Whether the name needs quotes somewhere.
    public static boolean isSpecial(String word) {
        return CLASSES.containsKey(word);
    }
}
