package dev.rowhook.filter.match;

import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.RowChange.OldRow;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.core.change.TupleBuilder;

/// The row of an update as it was before, as far as the source said so.
final class RowBefore {
    private RowBefore() {}

    static RowChange of(RowChange update, Relation relation) {
        return new RowChange(
                Action.READ,
                update.relationOid(),
                OldRow.NONE,
                Tuple.ABSENT,
                switch (update.oldKind()) {
                    case FULL -> update.oldRow();
                    case KEY -> identity(update.oldRow(), relation);
                    case NONE -> identity(update.newRow(), relation);
                });
    }

    /// The columns of the replica identity; the others are not known.
    private static Tuple identity(Tuple row, Relation relation) {
        TupleBuilder identity = new TupleBuilder();
        for (int i = 0; i < relation.columns().size(); i++) {
            if (!relation.columns().get(i).identity() || row.isUnchanged(i)) {
                identity.unknown();
            } else if (row.isNull(i)) {
                identity.nothing();
            } else {
                identity.text(row.text(i));
            }
        }
        return identity.build();
    }
}
