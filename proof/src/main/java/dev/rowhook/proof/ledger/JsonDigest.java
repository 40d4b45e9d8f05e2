package dev.rowhook.proof.ledger;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.math.BigDecimal;

/// Makes 64 bits of a JSON value, the same for the same value: the order of an object's fields does
/// not count, and numbers count with every digit that is written, but not by their exponent.
final class JsonDigest {
    static final long NULL = 1;
    private static final long TRUE = 2;
    private static final long FALSE = 3;
    private static final long STRING = 4;
    private static final long NUMBER = 5;
    private static final long OBJECT = 6;
    private static final long ARRAY = 7;

    private JsonDigest() {}

    /// Reads the value that begins at the current token, to its end.
    ///
    /// @throws IllegalArgumentException if there is none
    static long of(JsonParser json) {
        JsonToken token = json.currentToken();
        return switch (token) {
            case VALUE_NULL -> NULL;
            case VALUE_TRUE -> TRUE;
            case VALUE_FALSE -> FALSE;
            case VALUE_STRING -> string(json);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json);
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new IllegalArgumentException(token + " where a value is expected");
        };
    }

    private static long string(JsonParser json) {
        return Digest.of(
                STRING,
                Digest.of(
                        json.getStringCharacters(),
                        json.getStringOffset(),
                        json.getStringLength()));
    }

    /// `jsonb` writes no exponents.
    private static long number(JsonParser json) {
        String text = json.getString();
        boolean exponent = text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
        String plain = exponent ? new BigDecimal(text).toPlainString() : text;
        return Digest.of(NUMBER, Digest.of(plain));
    }

    private static long object(JsonParser json) {
        long sum = 0;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            sum += field(name, of(json));
        }
        return Digest.of(OBJECT, sum);
    }

    /// What a field adds to the sum over an object's fields.
    static long field(String name, long value) {
        return Digest.of(Digest.of(name), value);
    }

    private static long array(JsonParser json) {
        long digest = ARRAY;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            digest = Digest.of(digest, of(json));
        }
        return digest;
    }
}
