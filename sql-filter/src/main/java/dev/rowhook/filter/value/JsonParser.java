package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Parses JSON as strictly as Postgres. Not thread-safe; one per text.
public final class JsonParser {
    /// Deeper texts Postgres may take; here they are refused.
    private static final int DEPTH = 500;

    private final String text;
    private final JsonStrings strings;
    private int at;
    private int depth;

    private JsonParser(String text, boolean escapes) {
        this.text = text;
        this.strings = new JsonStrings(text, escapes);
    }

    /// @throws EvaluationException 22P02, or 22P05 for `\u0000`; 0A000 if it is too deep
    public static JsonText parse(String text) {
        return new JsonParser(text, true).whole();
    }

    /// Without a look at what escapes stand for, as Postgres reads the type `json`.
    ///
    /// @throws EvaluationException 22P02; 0A000 if it is too deep
    public static JsonText parseRaw(String text) {
        return new JsonParser(text, false).whole();
    }

    private JsonText whole() {
        skipBlanks();
        JsonText value = value();
        skipBlanks();
        if (at < text.length()) {
            throw malformed();
        }
        return value;
    }

    private JsonText value() {
        return switch (peek()) {
            case '{' -> nested(this::object);
            case '[' -> nested(this::array);
            case '"' -> {
                int start = at;
                String value = string();
                yield new JsonText.Text(value, start, at);
            }
            case 't' -> word("true", new JsonText.Bool(true, at, at + 4));
            case 'f' -> word("false", new JsonText.Bool(false, at, at + 5));
            case 'n' -> word("null", new JsonText.Null(at, at + 4));
            default -> number();
        };
    }

    private JsonText nested(Supplier<JsonText> container) {
        if (++depth > DEPTH) {
            throw new EvaluationException("0A000", "the JSON is nested too deep for a filter");
        }
        JsonText value = container.get();
        depth--;
        return value;
    }

    private JsonText object() {
        int start = at++;
        List<JsonText.Member> members = new ArrayList<>();
        skipBlanks();
        if (!skip('}')) {
            do {
                skipBlanks();
                if (peek() != '"') {
                    throw malformed();
                }
                String name = string();
                skipBlanks();
                expect(':');
                skipBlanks();
                members.add(new JsonText.Member(name, value()));
                skipBlanks();
            } while (skip(','));
            expect('}');
        }
        return new JsonText.Members(members, start, at);
    }

    private JsonText array() {
        int start = at++;
        List<JsonText> elements = new ArrayList<>();
        skipBlanks();
        if (!skip(']')) {
            do {
                skipBlanks();
                elements.add(value());
                skipBlanks();
            } while (skip(','));
            expect(']');
        }
        return new JsonText.Array(elements, start, at);
    }

    private String string() {
        String value = strings.at(at);
        at = strings.end();
        return value;
    }

    private JsonText word(String word, JsonText value) {
        if (!text.startsWith(word, at)) {
            throw malformed();
        }
        at += word.length();
        checkBoundary();
        return value;
    }

    private JsonText number() {
        int start = at;
        skip('-');
        if (!skip('0')) {
            digits();
        }
        if (skip('.')) {
            digits();
        }
        if (skip('e') || skip('E')) {
            if (!skip('+')) {
                skip('-');
            }
            digits();
        }
        checkBoundary();
        return new JsonText.Numeral(start, at);
    }

    private void digits() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (start == at) {
            throw malformed();
        }
    }

    private void checkBoundary() {
        if (Character.isLetterOrDigit(peek())) {
            throw malformed();
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean skip(char character) {
        if (at < text.length() && text.charAt(at) == character) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char character) {
        if (!skip(character)) {
            throw malformed();
        }
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    static EvaluationException malformed() {
        return new EvaluationException("22P02", "invalid input syntax for type json");
    }
}
