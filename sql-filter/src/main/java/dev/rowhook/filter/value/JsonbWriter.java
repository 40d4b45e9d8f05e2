package dev.rowhook.filter.value;

/// Writes values of `jsonb` as Postgres does. Not thread-safe; one per value.
final class JsonbWriter {
    private final StringBuilder text = new StringBuilder();

    private JsonbWriter() {}

    static String write(Jsonb value) {
        JsonbWriter writer = new JsonbWriter();
        writer.value(value);
        return writer.text.toString();
    }

    private void value(Jsonb value) {
        switch (value) {
            case Jsonb.Null _ -> text.append("null");
            case Jsonb.Bool(boolean truth) -> text.append(truth);
            case Jsonb.Numeral number -> text.append(number.value().toPlainString());
            case Jsonb.Text(String string) -> string(string);
            case Jsonb.Array array -> {
                text.append('[');
                String separator = "";
                for (Jsonb element : array.elements()) {
                    text.append(separator);
                    value(element);
                    separator = ", ";
                }
                text.append(']');
            }
            case Jsonb.Members object -> {
                text.append('{');
                for (var member : object.members().entrySet()) {
                    member(member.getKey(), member.getValue());
                }
                text.append('}');
            }
        }
    }

    private void member(String name, Jsonb value) {
        if (text.charAt(text.length() - 1) != '{') {
            text.append(", ");
        }
        string(name);
        text.append(": ");
        value(value);
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char character = string.charAt(i);
            switch (character) {
                case '"', '\\' -> text.append('\\').append(character);
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (character < ' ') {
                        text.append(String.format("\\u%04x", (int) character));
                    } else {
                        text.append(character);
                    }
                }
            }
        }
        text.append('"');
    }
}
