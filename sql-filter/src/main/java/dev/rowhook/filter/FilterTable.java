package dev.rowhook.filter;

import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.TableName;

import java.util.List;

/// A table that a filter is typed against. Its columns count as those of its changes do.
public record FilterTable(TableName name, List<FilterColumn> columns) {
    public FilterTable {
        columns = List.copyOf(columns);
    }

    /// The table as a relation version has it.
    public static FilterTable of(Relation relation) {
        return new FilterTable(
                new TableName(relation.schema(), relation.table()),
                relation.columns().stream().map(FilterColumn::of).toList());
    }
}
