package dev.rowhook.backfill.page;

import java.util.List;

/// The columns in whose order the pages of a table are read: together they are different for each
/// row, and none is NULL. Without columns, that is the order of storage.
public record PageKey(List<KeyColumn> columns) {
    static final PageKey STORAGE = new PageKey(List.of());

    public PageKey {
        columns = List.copyOf(columns);
    }

    boolean isStorage() {
        return columns.isEmpty();
    }

    List<String> names() {
        return columns.stream().map(KeyColumn::name).toList();
    }
}
