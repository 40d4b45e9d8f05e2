package dev.rowhook.reader;

import dev.rowhook.core.change.MalformedChangeException;

import java.util.ArrayList;
import java.util.List;

/// The texts that stand in the text of a row or of an array, without their quotes. Used once, by
/// one thread.
final class NestedText {
    private final String text;
    private int at;

    private NestedText(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /// The attributes of a composite; an empty text where one has no value.
    ///
    /// @throws MalformedChangeException if it is no row
    static List<String> ofRow(String text) {
        NestedText row = new NestedText(text, 0);
        row.expect('(');
        List<String> texts = new ArrayList<>();
        do {
            texts.add(row.value(",)"));
        } while (row.next() == ',');
        return texts;
    }

    /// The elements of an array that have a value, whatever its dimensions.
    ///
    /// @throws MalformedChangeException if it is no array
    static List<String> ofArray(String text) {
        NestedText array = new NestedText(text, Math.max(0, text.indexOf('{')));
        List<String> texts = new ArrayList<>();
        int depth = 0;
        do {
            char character = array.peek();
            if (character == '{') {
                depth++;
                array.at++;
            } else if (character == '}') {
                depth--;
                array.at++;
            } else if (character == ',') {
                array.at++;
            } else {
                boolean quoted = character == '"';
                String value = array.value(",}");
                if (quoted || !value.equals("NULL")) {
                    texts.add(value);
                }
            }
        } while (depth > 0);
        return texts;
    }

    /// A value up to one of these characters.
    private String value(String ends) {
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        while (quoted || ends.indexOf(peek()) < 0) {
            char character = next();
            if (character == '\\') {
                value.append(next());
            } else if (character != '"') {
                value.append(character);
            } else if (quoted && peek() == '"') {
                value.append(next());
            } else {
                quoted = !quoted;
            }
        }
        return value.toString();
    }

    private void expect(char character) {
        if (next() != character) {
            throw malformed();
        }
    }

    private char next() {
        char character = peek();
        at++;
        return character;
    }

    private char peek() {
        if (at >= text.length()) {
            throw malformed();
        }
        return text.charAt(at);
    }

    private static MalformedChangeException malformed() {
        return new MalformedChangeException("value that is neither row nor array");
    }
}
