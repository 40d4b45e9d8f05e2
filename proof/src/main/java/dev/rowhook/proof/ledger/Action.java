package dev.rowhook.proof.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a change does to a row.
public enum Action {
    INSERT,
    UPDATE,
    DELETE;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /// The name in messages and settings.
    public String wireName() {
        return wireName;
    }

    static Optional<Action> named(String name) {
        return Arrays.stream(values()).filter(action -> action.wireName().equals(name)).findFirst();
    }

    /// The letter that stands for it in the ledger.
    char code() {
        return wireName.charAt(0);
    }

    static Action of(char code) {
        return switch (code) {
            case 'i' -> INSERT;
            case 'u' -> UPDATE;
            case 'd' -> DELETE;
            default -> throw new IllegalArgumentException("no action: " + code);
        };
    }
}
