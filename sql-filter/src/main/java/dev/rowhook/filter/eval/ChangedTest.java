package dev.rowhook.filter.eval;

import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.filter.Span;

/// `changed(column)`: whether the texts differ.
final class ChangedTest extends Condition {
    private final int column;

    ChangedTest(int column, Span span) {
        super(span);
        this.column = column;
    }

    @Override
    public Truth truth(ChangedRow row) {
        RowChange change = row.change();
        if (change.action() != Action.UPDATE) {
            return Truth.TRUE;
        }
        if (change.newRow().isUnchanged(column)) {
            return Truth.FALSE;
        }
        Tuple old = row.tuple(column, true);
        if (old.isUnchanged(column)) {
            return Truth.MISSING;
        }
        return Truth.of(!change.newRow().agrees(old, column));
    }
}
