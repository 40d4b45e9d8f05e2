package dev.rowhook.reader.page;

import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.OldRow;

import java.util.List;

/// Whether an update may have moved its row in the order in which pages are read.
final class PageOrder {
    private PageOrder() {}

    /// @param columns in whose order pages are read; empty if it is that of storage, where every
    ///   update moves its row
    static boolean mayMove(RowChange update, Relation relation, List<String> columns) {
        if (columns.isEmpty()) {
            return true;
        }
        for (int i = 0; i < relation.columns().size(); i++) {
            Column column = relation.columns().get(i);
            if (columns.contains(column.name()) && mayDiffer(update, relation, column, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayDiffer(
            RowChange update, Relation relation, Column column, int index) {
        if (update.newRow().isUnchanged(index)) {
            return false;
        }
        boolean isFull = relation.identity() == ReplicaIdentity.FULL;
        if (update.oldKind() == OldRow.NONE) {
            // The source says the old key if, and only if, it changed.
            return !column.identity() || isFull;
        }
        boolean saysOld = update.oldKind() == OldRow.FULL || column.identity();
        return !saysOld || !update.oldRow().agrees(update.newRow(), index);
    }
}
