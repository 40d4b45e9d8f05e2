package dev.rowhook.api.filter;

import dev.rowhook.api.name.ColumnNames;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;

import java.util.List;
import java.util.function.Supplier;

/// Which changes of its tables a sink wants, beyond their actions.
///
/// As JSON it is what requests hold.
///
/// @param columns if there are any, an update counts only if it changes one of them
public record Matching(Filters filter, List<String> columns) {
    private static final int MAX_COLUMNS = 100;

    public Matching {
        columns = List.copyOf(columns);
    }

    /// Reads the fields `filter` and `columns`.
    public static Supplier<Matching> read(Fields fields) {
        Supplier<Filters> filter = fields.optional("filter", Filters.reader(), Filters.NONE);
        Supplier<List<String>> columns =
                fields.optional(
                        "columns", Readers.list(0, MAX_COLUMNS, ColumnNames.reader()), List.of());
        return () -> new Matching(filter.get(), columns.get());
    }

    /// Whether every change of the tables is wanted.
    public boolean takesAll() {
        return filter.isEmpty() && columns.isEmpty();
    }
}
