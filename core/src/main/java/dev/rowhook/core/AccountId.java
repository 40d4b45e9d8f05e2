package dev.rowhook.core;

import java.util.Optional;
import java.util.UUID;

/// The id of an account, written `acc_` and 26 characters.
public record AccountId(UUID value) {
    private static final String PREFIX = "acc_";

    /// A new id, larger than those made in earlier milliseconds.
    public static AccountId create() {
        return new AccountId(IdText.timeOrdered());
    }

    /// The id that `text` writes, if it writes one.
    public static Optional<AccountId> parse(String text) {
        return IdText.parse(PREFIX, text).map(AccountId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
