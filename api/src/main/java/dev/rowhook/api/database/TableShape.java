package dev.rowhook.api.database;

import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.FilterColumn;
import dev.rowhook.filter.FilterTable;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A table of a source. The columns of its identity are those by which updates and deletes name
/// their row; all of them under `replica identity full`.
///
/// @param relation as its changes come
public record TableShape(FilterTable table, Optional<Relation> relation) {

    public TableShape(FilterTable table) {
        this(table, Optional.empty());
    }

    /// As its source describes it.
    public static TableShape of(Relation relation) {
        return new TableShape(FilterTable.of(relation), Optional.of(relation));
    }

    public TableName name() {
        return table.name();
    }

    /// The names of all columns.
    public Set<String> columns() {
        return table.columns().stream()
                .map(FilterColumn::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The names of the columns of the identity.
    public Set<String> identity() {
        return table.columns().stream()
                .filter(FilterColumn::identity)
                .map(FilterColumn::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
