package dev.rowhook.api.database;

import dev.rowhook.api.request.Binding;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.secret.Secret;

import java.util.Optional;
import java.util.function.Supplier;

/// What becomes of the password of a database.
sealed interface PasswordEdit {
    /// There is one, which stays.
    record Kept() implements PasswordEdit {}

    /// There is none, for a certificate says who we are.
    record None() implements PasswordEdit {}

    record Given(Secret password) implements PasswordEdit {}

    String NAME = "password";
    int MAX_LENGTH = 1000;
    String BOUND =
            "The password was given for another server, or another way to it: give it again.";

    /// Reads the password. It stays if it is not named, unless it would go elsewhere; null takes it
    /// away.
    ///
    /// @param held what the database has: [Kept] or [None]
    /// @param binding whether it may be used on
    /// @param isNeeded whether nothing else says who we are
    static Supplier<PasswordEdit> read(
            Fields fields, PasswordEdit held, Binding binding, boolean isNeeded) {
        Supplier<Optional<Secret>> given = fields.optional(NAME, Readers.secret(MAX_LENGTH));
        if (fields.hasValue(NAME)) {
            return () -> new Given(given.get().orElseThrow());
        }
        PasswordEdit left = fields.has(NAME) ? new None() : held;
        if (left instanceof None && isNeeded) {
            fields.refuse(
                    NAME, "required", "A database has a password, or a client certificate by TLS.");
        } else if (left instanceof Kept && !binding.holds()) {
            fields.refuse(NAME, Binding.CODE, BOUND);
        }
        return () -> left;
    }
}
