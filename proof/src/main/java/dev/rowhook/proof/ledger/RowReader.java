package dev.rowhook.proof.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/// Reads one row that is a JSON object, and checks its seal: the MD5 of uid, version and two more
/// columns, which the source computes. Not thread-safe.
final class RowReader {
    private long uid;
    private int version;
    private @Nullable String word;
    private @Nullable String amount;
    private @Nullable String seal;
    private boolean named;
    private long rest;
    private long body;

    private RowReader() {}

    /// Reads the object that begins at the current token, to its end.
    static Row read(JsonParser json) {
        return new RowReader().row(json);
    }

    private Row row(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("a row is no object");
        }
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            field(name, json);
        }
        return new Row(named, uid, version, rest, body, isSealed());
    }

    private void field(String name, JsonParser json) {
        boolean isNull = json.currentToken() == JsonToken.VALUE_NULL;
        switch (name) {
            case "uid" -> {
                named = !isNull;
                uid = isNull ? 0 : json.getLongValue();
            }
            case "version" -> version = isNull ? 0 : json.getIntValue();
            case "word" -> word = isNull ? null : json.getString();
            case "amount" -> amount = isNull ? null : json.getString();
            case "seal" -> seal = isNull ? null : json.getString();
            default -> {}
        }
        long value = JsonDigest.of(json);
        if (name.equals("body")) {
            body = value;
        } else {
            rest += JsonDigest.field(name, value);
        }
    }

    private boolean isSealed() {
        String values =
                uid
                        + "|"
                        + version
                        + "|"
                        + Objects.requireNonNullElse(word, "")
                        + "|"
                        + Objects.requireNonNullElse(amount, "");
        return md5(values).equals(seal);
    }

    private static String md5(String text) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
