package dev.rowhook.api.erasure;

import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;

import tools.jackson.databind.JsonNode;

/// A value of a column, as a request has it.
sealed interface KeyValue {
    /// Longer ones are no keys.
    int MAX_TEXT = 10_000;

    /// The type of boolean, in Postgres.
    int BOOLEAN_OID = 16;

    /// The text that Postgres sends for it.
    String text(int typeOid);

    /// A text, or a number as it was written.
    record Text(String value) implements KeyValue {
        @Override
        public String text(int typeOid) {
            return value;
        }

        /// Never what it is.
        @Override
        public String toString() {
            return "text";
        }
    }

    /// True or false.
    record Flag(boolean value) implements KeyValue {
        @Override
        public String text(int typeOid) {
            String word = Boolean.toString(value);
            return typeOid == BOOLEAN_OID ? word.substring(0, 1) : word;
        }

        /// Never what it is.
        @Override
        public String toString() {
            return "flag";
        }
    }

    /// Reads a text, a number or a boolean.
    static FieldReader<KeyValue> reader() {
        return value -> {
            if (value.isBoolean()) {
                return new Flag(value.booleanValue());
            }
            return new Text(
                    value.isNumber()
                            ? Readers.number(MAX_TEXT).read(value)
                            : Readers.text().then(KeyValue::bounded).read(string(value)));
        };
    }

    private static JsonNode string(JsonNode value) throws InvalidFieldException {
        if (!value.isString()) {
            throw new InvalidFieldException(
                    "wrong_type", "Expected a text, a number or a boolean.");
        }
        return value;
    }

    private static String bounded(String text) throws InvalidFieldException {
        if (text.length() > MAX_TEXT) {
            throw new InvalidFieldException(
                    "too_long", "The value has more than %d characters.".formatted(MAX_TEXT));
        }
        return text;
    }
}
