package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.dispatcher.message.JsonValue.Members;
import dev.rowhook.dispatcher.message.JsonValue.Word;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a short JSON object that somebody else wrote (RFC 8259). Used once, by one thread.
public final class JsonReader {
    private final String text;
    private int at;
    private boolean repeats;

    private JsonReader(String text) {
        this.text = text;
    }

    /// The object that a text is; empty if it is no JSON object in UTF-8, nested deeper than 64, or
    /// gives a name twice in one object.
    public static Optional<Members> read(byte[] text) {
        if (!JsonSyntax.isObject(text)) {
            return Optional.empty();
        }
        JsonReader reader = new JsonReader(new String(text, UTF_8));
        reader.skipSpace();
        Members members = reader.members();
        return reader.repeats ? Optional.empty() : Optional.of(members);
    }

    // From here on the text is known to be valid.

    private JsonValue value() {
        skipSpace();
        return switch (text.charAt(at)) {
            case '{' -> members();
            case '[' -> array();
            case '"' -> new JsonValue.Text(string());
            case 't' -> word(Word.TRUE);
            case 'f' -> word(Word.FALSE);
            case 'n' -> word(Word.NULL);
            default -> number();
        };
    }

    private Members members() {
        Map<String, JsonValue> members = new HashMap<>();
        for (boolean more = open('}'); more; more = another()) {
            skipSpace();
            String name = string();
            skipSpace();
            at++;
            if (members.put(name, value()) != null) {
                repeats = true;
            }
        }
        return new Members(members);
    }

    private JsonValue.Array array() {
        List<JsonValue> values = new ArrayList<>();
        for (boolean more = open(']'); more; more = another()) {
            values.add(value());
        }
        return new JsonValue.Array(values);
    }

    /// Steps over an opening bracket, and over the closing one if there is nothing between them.
    private boolean open(char closing) {
        at++;
        skipSpace();
        boolean more = text.charAt(at) != closing;
        at += more ? 0 : 1;
        return more;
    }

    /// Steps over a comma or a closing bracket.
    private boolean another() {
        skipSpace();
        return text.charAt(at++) == ',';
    }

    private String string() {
        StringBuilder plain = new StringBuilder();
        at++;
        for (char next = text.charAt(at++); next != '"'; next = text.charAt(at++)) {
            plain.append(next == '\\' ? escaped() : next);
        }
        return plain.toString();
    }

    private char escaped() {
        char letter = text.charAt(at++);
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            default -> letter;
        };
    }

    private JsonValue word(Word word) {
        at += word.name().length();
        return word;
    }

    private JsonValue number() {
        int from = at;
        while (at < text.length() && "+-.0123456789Ee".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return new JsonValue.Numeric(text.substring(from, at));
    }

    private void skipSpace() {
        while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
