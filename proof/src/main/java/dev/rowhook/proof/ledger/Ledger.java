package dev.rowhook.proof.ledger;

import java.sql.Connection;
import java.sql.SQLException;

/// The truth: every change that was committed in a source, and the rows as they are in the end.
///
/// A change is named by its table, uid and version; a delete that tells only the key, by the key,
/// which is deleted once. The changes that a key was part of are numbered by their turns in the
/// order in which they committed, so that of two changes of a row the ledger knows which was first,
/// whatever became of uids and keys. Takes 150 to 250 bytes a change. Immutable once it is read.
public final class Ledger {
    private final Entries entries = new Entries();
    private final LongIndex byVersion = new LongIndex();
    private final LongIndex byTurn = new LongIndex();
    private final LongIndex deletesByKey = new LongIndex();

    /// Each with the number of its entry and the digests of its values.
    private final PackedRows finalRows = new PackedRows(3);

    private Ledger() {}

    /// Reads it, when nobody writes to the source any more.
    ///
    /// @throws IllegalStateException if it contradicts itself, or the tables
    public static Ledger read(Connection source) throws SQLException {
        Ledger ledger = new Ledger();
        try (LedgerReader reader = new LedgerReader(source)) {
            reader.entries(ledger::enter);
            reader.rows(ledger::end);
        }
        ledger.verify();
        return ledger;
    }

    private void enter(Entry entry) {
        Change change = entry.change();
        LedgerTable table = change.table();
        int number = entries.add(entry);
        boolean fresh =
                isFirst(byVersion, table, change.uid(), change.version(), number)
                        && (!table.hasKey()
                                || isFirst(byTurn, table, entry.key(), entry.turn(), number))
                        && (!entry.movesKey()
                                || isFirst(byTurn, table, entry.oldKey(), entry.oldTurn(), number));
        if (change.action() == Action.DELETE && table.deletesKeysOnce()) {
            fresh &= isFirst(deletesByKey, table, entry.key(), 0, number);
        }
        require(fresh, change, "is in the ledger twice");
    }

    private static boolean isFirst(
            LongIndex index, LedgerTable table, long name, long place, int number) {
        return index.putIfAbsent(Digest.of(table.code(), name, place), number) < 0;
    }

    private static int find(LongIndex index, LedgerTable table, long name, long place) {
        return index.get(Digest.of(table.code(), name, place));
    }

    private void end(LedgerTable table, Row row) {
        int number = find(table, row.uid(), row.version());
        if (number < 0) {
            throw new IllegalStateException(
                    "version %d of %s %d is not in the ledger"
                            .formatted(row.version(), table.sqlName(), row.uid()));
        }
        finalRows.add(number, row.rest(), row.body());
    }

    /// Versions and turns are without gaps, and the rows are as the last changes left them.
    private void verify() {
        long alive = 0;
        for (int number = 0; number < entries.size(); number++) {
            Entry entry = entries.get(number);
            Change change = entry.change();
            LedgerTable table = change.table();
            require(followsItsRow(change), change, "does not follow from the version before");
            require(
                    followsItsKey(table, entry.key(), entry.turn())
                            && followsItsKey(table, entry.oldKey(), entry.oldTurn()),
                    change,
                    "does not follow a change of its key");
            alive += isAliveAfter(change) ? 1 : 0;
        }
        if (alive != finalRows.size()) {
            throw new IllegalStateException(
                    "%d rows where the ledger has %d".formatted(finalRows.size(), alive));
        }
        for (int i = 0; i < finalRows.size(); i++) {
            Change last = entries.get(finalEntry(i)).change();
            require(isAliveAfter(last), last, "is not the last change of a row that is there");
        }
    }

    private boolean followsItsRow(Change change) {
        boolean inserts = change.action() == Action.INSERT;
        if (change.version() == 1) {
            return inserts;
        }
        int before = find(change.table(), change.uid(), change.version() - 1);
        return before >= 0 && inserts == (entries.get(before).change().action() == Action.DELETE);
    }

    private boolean followsItsKey(LedgerTable table, long key, int turn) {
        return turn <= 1 || atTurn(table, key, turn - 1) >= 0;
    }

    private boolean isAliveAfter(Change change) {
        return change.action() != Action.DELETE
                && find(change.table(), change.uid(), change.version() + 1) < 0;
    }

    private static void require(boolean met, Change change, String otherwise) {
        if (!met) {
            throw new IllegalStateException(change + " " + otherwise);
        }
    }

    /// How many changes a sink wants.
    public long count(Interest interest) {
        long wanted = 0;
        for (int number = 0; number < entries.size(); number++) {
            if (interest.wants(entries.get(number).change())) {
                wanted++;
            }
        }
        return wanted;
    }

    /// How many changes were committed. They are numbered from 0, and within a transaction in their
    /// order.
    public int size() {
        return entries.size();
    }

    Entry get(int number) {
        return entries.get(number);
    }

    /// The number of the change that made this version, or -1.
    int find(LedgerTable table, long uid, int version) {
        return find(byVersion, table, uid, version);
    }

    /// The number of the delete that a key alone names, or -1.
    int findDelete(LedgerTable table, long key) {
        return find(deletesByKey, table, key, 0);
    }

    /// The number of the change that was this one among those of a key, or -1.
    int atTurn(LedgerTable table, long key, int turn) {
        return find(byTurn, table, key, turn);
    }

    /// How many rows there are in the end.
    int finalRows() {
        return finalRows.size();
    }

    /// The number of the last change of a row.
    int finalEntry(int row) {
        return (int) finalRows.get(row, 0);
    }

    /// The digest of a row but for its column `body`.
    long finalRest(int row) {
        return finalRows.get(row, 1);
    }

    /// The digest of a row's column `body`.
    long finalBody(int row) {
        return finalRows.get(row, 2);
    }
}
