package dev.rowhook.core.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A text that nobody shall read by accident: a password, a token, the value of a header.
///
/// It has no getter, so that no writer of beans finds it, and its `toString` is a mask. Comparing
/// takes equally long for all secrets of one length.
public final class Secret {
    /// What stands in the place of a secret.
    public static final String MASK = "••••••••";

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /// The secret that `text` is.
    public static Secret of(String text) {
        return new Secret(text);
    }

    /// The text itself, for whoever sends or seals it.
    public String reveal() {
        return text;
    }

    /// Whether there is nothing in it.
    public boolean isEmpty() {
        return text.isEmpty();
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    /// The same for all, for a hash tells of what it was made.
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
