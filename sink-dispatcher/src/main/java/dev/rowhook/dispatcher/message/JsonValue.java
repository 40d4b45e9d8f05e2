package dev.rowhook.dispatcher.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value that somebody else wrote.
public sealed interface JsonValue {

    record Text(String text) implements JsonValue {}

    /// A number as it was written.
    record Numeric(String digits) implements JsonValue {}

    record Array(List<JsonValue> values) implements JsonValue {
        public Array {
            values = List.copyOf(values);
        }
    }

    record Members(Map<String, JsonValue> values) implements JsonValue {
        public Members {
            values = Map.copyOf(values);
        }

        /// The text of a name; empty if it has none, or another kind of value.
        public Optional<String> text(String name) {
            return values.get(name) instanceof Text(String text)
                    ? Optional.of(text)
                    : Optional.empty();
        }
    }

    /// The words of JSON.
    enum Word implements JsonValue {
        TRUE,
        FALSE,
        NULL
    }
}
