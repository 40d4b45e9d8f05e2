package dev.rowhook.dispatcher.message;

import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.Tuple;

/// The columns that name a row of one relation version, and the hash of its table. Immutable.
final class KeyColumns {
    private final int[] columns;
    private final long table;

    private KeyColumns(int[] columns, long table) {
        this.columns = columns;
        this.table = table;
    }

    static KeyColumns of(Relation relation) {
        int[] columns = relation.keyColumns().stream().mapToInt(Integer::intValue).toArray();
        return new KeyColumns(columns, KeyHash.ofTable(relation));
    }

    boolean isEmpty() {
        return columns.length == 0;
    }

    Groups ofOne(Tuple row) {
        long hash = table;
        for (int column : columns) {
            if (row.isUnchanged(column)) {
                return Groups.barrier();
            }
            hash = KeyHash.next(hash, row, column);
        }
        return Groups.one(hash);
    }

    /// A value that the new row does not say is as in the old one.
    Groups ofBoth(Tuple oldRow, Tuple newRow) {
        long before = table;
        long after = table;
        for (int column : columns) {
            if (oldRow.isUnchanged(column)) {
                return Groups.barrier();
            }
            before = KeyHash.next(before, oldRow, column);
            after = KeyHash.next(after, newRow.isUnchanged(column) ? oldRow : newRow, column);
        }
        return Groups.of(before, after);
    }
}
