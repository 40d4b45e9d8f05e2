package dev.rowhook.proof.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A table that a [Workload] changes.
public enum LedgerTable {
    /// A bigint names its rows, replica identity default: a delete tells only the key, and an
    /// update leaves out a wide value that it does not change.
    ITEM,
    /// A text of odd characters and an int name its rows, replica identity full.
    PART,
    /// A UUID names its rows, which are wide, replica identity full.
    NOTE,
    /// Nothing names its rows, which are only inserted.
    EVENT;

    /// Those whose rows a key names.
    static final List<LedgerTable> KEYED = List.of(ITEM, PART, NOTE);

    private final String sqlName = name().toLowerCase(Locale.ROOT);

    /// The name in SQL, in the schema `public`.
    public String sqlName() {
        return sqlName;
    }

    /// Finds one by its name in SQL, with or without the schema.
    public static Optional<LedgerTable> named(String sqlName) {
        return Arrays.stream(values())
                .filter(table ->
                        sqlName.equals(table.sqlName())
                                || sqlName.equals("public." + table.sqlName()))
                .findFirst();
    }

    /// The letter that stands for it in the ledger.
    char code() {
        return sqlName.charAt(0);
    }

    static LedgerTable of(char code) {
        return switch (code) {
            case 'i' -> ITEM;
            case 'p' -> PART;
            case 'n' -> NOTE;
            case 'e' -> EVENT;
            default -> throw new IllegalArgumentException("no table: " + code);
        };
    }

    boolean hasKey() {
        return this != EVENT;
    }

    /// Whether deletes and updates tell the whole old row.
    boolean tellsOldRows() {
        return this == PART || this == NOTE;
    }

    /// Whether a key can be deleted only once, so that it names the delete.
    boolean deletesKeysOnce() {
        return this == ITEM;
    }

    /// Whether it has the column `body`, which can be wide.
    boolean hasBody() {
        return this == ITEM || this == NOTE;
    }
}
