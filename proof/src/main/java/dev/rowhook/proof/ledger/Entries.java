package dev.rowhook.proof.ledger;

/// The entries of a ledger by number, in 48 bytes each. Within a transaction the numbers rise in
/// the order of its changes. Not thread-safe.
final class Entries {
    private final PackedRows rows = new PackedRows(6);

    int size() {
        return rows.size();
    }

    /// Appends an entry, and answers its number.
    int add(Entry entry) {
        return rows.add(
                entry.change().uid(),
                entry.key(),
                entry.oldKey(),
                (long) entry.change().version() << 32
                        | entry.change().table().code() << 8
                        | entry.change().action().code(),
                (long) entry.turn() << 32 | entry.oldTurn(),
                entry.transaction());
    }

    Entry get(int number) {
        long versionAndKind = rows.get(number, 3);
        long turns = rows.get(number, 4);
        return new Entry(
                new Change(
                        LedgerTable.of((char) ((int) versionAndKind >> 8 & 255)),
                        rows.get(number, 0),
                        (int) (versionAndKind >>> 32),
                        Action.of((char) ((int) versionAndKind & 255))),
                rows.get(number, 1),
                (int) (turns >>> 32),
                rows.get(number, 2),
                (int) turns,
                rows.get(number, 5));
    }
}
