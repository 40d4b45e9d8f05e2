package dev.rowhook.api.name;

import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;

import java.util.regex.Pattern;

/// Reads addresses of people. Whether one takes mail is found out by sending it some.
public final class Emails {
    private static final int MAX_LENGTH = 254;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");

    private Emails() {}

    /// Whether a text is written as an address.
    public static boolean isOne(String text) {
        return text.length() <= MAX_LENGTH && EMAIL.matcher(text).matches();
    }

    /// Reads one address.
    public static FieldReader<String> reader() {
        return Readers.text(MAX_LENGTH)
                .then(text -> {
                    if (!isOne(text)) {
                        throw new InvalidFieldException(
                                "invalid_email", "Expected an address such as ada@acme.io.");
                    }
                    return text;
                });
    }
}
