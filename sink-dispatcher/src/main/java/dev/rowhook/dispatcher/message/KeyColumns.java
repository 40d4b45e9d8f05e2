package dev.rowhook.dispatcher.message;

import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange.OldRow;
import dev.rowhook.core.change.Tuple;

import java.util.Arrays;
import java.util.List;

/// The columns of one relation version that name a group, and the hash that theirs begins with.
/// Immutable.
final class KeyColumns {
    private final int[] columns;
    private final long start;
    private final boolean ofIdentity;

    private KeyColumns(int[] columns, long start, boolean ofIdentity) {
        this.columns = columns;
        this.start = start;
        this.ofIdentity = ofIdentity;
    }

    /// Those that name a row, together with its table.
    static KeyColumns ofKey(Relation relation) {
        int[] columns = relation.keyColumns().stream().mapToInt(Integer::intValue).toArray();
        return new KeyColumns(columns, KeyHash.ofTable(relation.schema(), relation.table()), true);
    }

    /// Those of these names, whatever their table; none if it lacks one of them.
    static KeyColumns named(List<String> names, Relation relation) {
        List<String> all = relation.columns().stream().map(Column::name).toList();
        int[] columns = names.stream().mapToInt(all::indexOf).toArray();
        if (Arrays.stream(columns).anyMatch(column -> column < 0)) {
            return new KeyColumns(new int[0], KeyHash.WITHOUT_TABLE, false);
        }
        boolean ofIdentity =
                Arrays.stream(columns)
                        .allMatch(column -> relation.columns().get(column).identity());
        return new KeyColumns(columns, KeyHash.WITHOUT_TABLE, ofIdentity);
    }

    boolean isEmpty() {
        return columns.length == 0;
    }

    /// Whether an old row of this kind says them.
    boolean isIn(OldRow kind) {
        return switch (kind) {
            case NONE -> false;
            case KEY -> ofIdentity;
            case FULL -> true;
        };
    }

    Groups ofOne(Tuple row) {
        long hash = start;
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
        long before = start;
        long after = start;
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
