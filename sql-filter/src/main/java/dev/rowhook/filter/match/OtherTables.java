package dev.rowhook.filter.match;

import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.TableName;

import java.util.Optional;
import java.util.function.Function;

/// Tells whether a column that a table lacks may be one of another table of the same sink. A table
/// that was never described may have any.
final class OtherTables {
    private final Selection selection;
    private final TableName table;
    private final Function<TableName, Optional<Relation>> newest;

    OtherTables(
            Selection selection, TableName table, Function<TableName, Optional<Relation>> newest) {
        this.selection = selection;
        this.table = table;
        this.newest = newest;
    }

    boolean mayHave(String column) {
        return selection.tables().stream()
                .filter(other -> !other.equals(table))
                .anyMatch(other ->
                        newest.apply(other)
                                .map(relation ->
                                        relation.columns().stream()
                                                .anyMatch(one -> one.name().equals(column)))
                                .orElse(true));
    }
}
