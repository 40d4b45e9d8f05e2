package dev.rowhook.api.signin.password;

import dev.rowhook.core.secret.Secret;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a password has to be: long, and none of those that everybody tries first.
public final class PasswordRules {
    /// In characters.
    public static final int MIN_LENGTH = 12;

    /// In characters.
    public static final int MAX_LENGTH = 256;

    private static final Set<String> COMMON = common();

    private PasswordRules() {}

    /// What is wrong with a new password, as a sentence for whoever chose it.
    public static Optional<String> objection(Secret password, String email) {
        String text = password.reveal();
        int length = text.codePointCount(0, text.length());
        if (length < MIN_LENGTH) {
            return Optional.of("Use at least %d characters.".formatted(MIN_LENGTH));
        }
        if (length > MAX_LENGTH) {
            return Optional.of("Use at most %d characters.".formatted(MAX_LENGTH));
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (COMMON.contains(lower) || lower.chars().distinct().count() < 5) {
            return Optional.of("This password is among the first that anybody would try.");
        }
        if (lower.equals(email.strip().toLowerCase(Locale.ROOT))) {
            return Optional.of("The password may not be your e-mail address.");
        }
        return Optional.empty();
    }

    private static Set<String> common() {
        try (InputStream list =
                Objects.requireNonNull(
                        PasswordRules.class.getResourceAsStream("common-passwords.txt"))) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
