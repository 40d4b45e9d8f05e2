package dev.rowhook.core.change;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A table with its schema, as the catalogue spells them.
public record TableName(String schema, String table) {
    /// The longest name in Postgres, in bytes of UTF-8.
    public static final int MAX_BYTES = 63;

    private static final String PART = "(?:\"((?:[^\"]|\"\")+)\"|([A-Za-z_][A-Za-z0-9_$]*))";
    private static final Pattern NAME = Pattern.compile("(?:" + PART + "\\.)?" + PART);
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /// Reads a name as SQL writes it: `orders`, `sales.orders`, `"Sales"."Orders"`. Without a
    /// schema it is that of `public`; without quotes it is folded to lower case. Empty if `text` is
    /// no such name, or one too long.
    public static Optional<TableName> parse(String text) {
        Matcher matcher = NAME.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean hasSchema = matcher.group(1) != null || matcher.group(2) != null;
        TableName name = new TableName(hasSchema ? part(matcher, 1) : "public", part(matcher, 3));
        return fits(name.schema) && fits(name.table) ? Optional.of(name) : Optional.empty();
    }

    private static String part(Matcher matcher, int group) {
        String quoted = matcher.group(group);
        return quoted == null
                ? matcher.group(group + 1).toLowerCase(Locale.ROOT)
                : quoted.replace("\"\"", "\"");
    }

    private static boolean fits(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /// As SQL writes it, with quotes where they are needed.
    @Override
    public String toString() {
        return quote(schema) + "." + quote(table);
    }

    private static String quote(String name) {
        return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
