package dev.rowhook.filter.value;

import java.util.List;

/// A JSON text, parsed, whose parts remember where they stand. Immutable.
public sealed interface JsonText {
    /// Where it begins in the text.
    int start();

    /// Where it ends in the text.
    int end();

    record Null(int start, int end) implements JsonText {}

    record Bool(boolean value, int start, int end) implements JsonText {}

    /// A number; its digits are in the text.
    record Numeral(int start, int end) implements JsonText {}

    /// @param value without its escapes; with them if the text was parsed without looking at them
    record Text(String value, int start, int end) implements JsonText {}

    record Array(List<JsonText> elements, int start, int end) implements JsonText {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    /// @param members in their order, also those of the same name
    record Members(List<Member> members, int start, int end) implements JsonText {
        public Members {
            members = List.copyOf(members);
        }
    }

    record Member(String name, JsonText value) {}
}
