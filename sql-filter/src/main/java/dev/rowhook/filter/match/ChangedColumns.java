package dev.rowhook.filter.match;

import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;

import java.util.ArrayList;
import java.util.List;

/// The columns of which an update has to change one to count, compared by their texts. Immutable.
final class ChangedColumns {
    private final Relation relation;
    private final List<Integer> columns;

    private ChangedColumns(Relation relation, List<Integer> columns) {
        this.relation = relation;
        this.columns = List.copyOf(columns);
    }

    /// @throws FilterException if neither the table nor another one of the sink has one of them
    static ChangedColumns of(List<String> names, Relation relation, OtherTables others)
            throws FilterException {
        List<String> known = relation.columns().stream().map(Column::name).toList();
        List<Integer> columns = new ArrayList<>();
        for (String name : names) {
            int column = known.indexOf(name);
            if (column >= 0) {
                columns.add(column);
            } else if (!others.mayHave(name)) {
                throw new FilterException(
                        FilterException.Code.COLUMN,
                        name,
                        new Span(0, name.length()),
                        "changed_columns: there is no column \"%s\"".formatted(name));
            }
        }
        return new ChangedColumns(relation, columns);
    }

    List<Integer> columns() {
        return columns;
    }

    Ruling ruling(RowChange change) {
        if (change.action() != Action.UPDATE) {
            return Ruling.WANTED;
        }
        Ruling ruling = Ruling.UNWANTED;
        for (int column : columns) {
            Ruling one = ruling(change, column);
            if (one == Ruling.WANTED) {
                return one;
            }
            if (one == Ruling.UNDECIDED) {
                ruling = one;
            }
        }
        return ruling;
    }

    private Ruling ruling(RowChange change, int column) {
        if (change.newRow().isUnchanged(column)) {
            return Ruling.UNWANTED;
        }
        boolean identity = relation.columns().get(column).identity();
        return switch (change.oldKind()) {
            // The identity comes only if it changed.
            case NONE -> identity ? Ruling.UNWANTED : Ruling.UNDECIDED;
            case KEY -> identity ? compared(change, column) : Ruling.UNDECIDED;
            case FULL -> compared(change, column);
        };
    }

    private static Ruling compared(RowChange change, int column) {
        return change.newRow().agrees(change.oldRow(), column) ? Ruling.UNWANTED : Ruling.WANTED;
    }
}
