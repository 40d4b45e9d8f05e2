package dev.rowhook.api.database;

import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.FilterColumn;
import dev.rowhook.filter.FilterTable;

import java.util.Set;
import java.util.stream.Collectors;

/// A table of a source. The columns of its identity are those by which updates and deletes name
/// their row; all of them under `replica identity full`.
public record TableShape(FilterTable table) {

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
