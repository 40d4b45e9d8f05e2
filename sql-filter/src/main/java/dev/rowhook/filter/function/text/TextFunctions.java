package dev.rowhook.filter.function.text;

import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.Utf8;

/// What is made of texts: their parts, lengths and changes.
public final class TextFunctions {
    private static final String BLANK = " ";

    private TextFunctions() {}

    public static void addTo(FunctionTable table) {
        addLengths(table);
        addTrims(table);
        addParts(table);
        addSearches(table);
        table.make(
                "lower",
                site -> {
                    LetterCase letters = LetterCase.of(site.collation());
                    return arguments -> letters.lower((String) arguments[0]);
                });
        table.make(
                "upper",
                site -> {
                    LetterCase letters = LetterCase.of(site.collation());
                    return arguments -> letters.upper((String) arguments[0]);
                });
        table.binary("textcat", String.class, String.class, TextFunctions::concatenate);
        table.unary(
                "text_reverse", String.class, text -> new StringBuilder(text).reverse().toString());
        table.unary(
                "ascii", String.class, text -> text.isEmpty() ? 0L : (long) text.codePointAt(0));
    }

    private static void addLengths(FunctionTable table) {
        table.unary("textlen", String.class, TextParts::length);
        table.unary(
                "bpcharlen", String.class, text -> TextParts.length(Blanks.stripTrailing(text)));
        table.unary("textoctetlen", String.class, text -> (long) Utf8.length(text));
        table.unary("bpcharoctetlen", String.class, text -> (long) Utf8.length(text));
    }

    private static void addTrims(FunctionTable table) {
        table.binary("btrim", String.class, String.class, Trim::both);
        table.binary("ltrim", String.class, String.class, Trim::left);
        table.binary("rtrim", String.class, String.class, Trim::right);
        table.unary("btrim1", String.class, text -> Trim.both(text, BLANK));
        table.unary("ltrim1", String.class, text -> Trim.left(text, BLANK));
        table.unary("rtrim1", String.class, text -> Trim.right(text, BLANK));
    }

    private static void addParts(FunctionTable table) {
        table.binary("text_left", String.class, Long.class, TextParts::left);
        table.binary("text_right", String.class, Long.class, TextParts::right);
        table.binary("text_substr_no_len", String.class, Long.class, TextParts::from);
        table.add(
                "text_substr",
                arguments ->
                        TextParts.part(
                                (String) arguments[0], (Long) arguments[1], (Long) arguments[2]));
        table.add(
                "translate",
                arguments ->
                        TextParts.translate(
                                (String) arguments[0],
                                (String) arguments[1],
                                (String) arguments[2]));
    }

    /// What looks for texts within others.
    private static void addSearches(FunctionTable table) {
        table.make(
                "textpos",
                Collations.exact(arguments ->
                        TextParts.position((String) arguments[0], (String) arguments[1])));
        table.make(
                "text_starts_with",
                Collations.exact(
                        arguments -> ((String) arguments[0]).startsWith((String) arguments[1])));
        table.make(
                "replace_text",
                Collations.exact(arguments ->
                        TextParts.replace(
                                (String) arguments[0],
                                (String) arguments[1],
                                (String) arguments[2])));
        table.make(
                "split_part",
                Collations.exact(arguments ->
                        TextParts.field(
                                (String) arguments[0],
                                (String) arguments[1],
                                (Long) arguments[2])));
    }

    private static String concatenate(String first, String second) {
        TextSize.require((long) first.length() + second.length());
        return first + second;
    }
}
