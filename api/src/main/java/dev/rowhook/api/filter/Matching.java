package dev.rowhook.api.filter;

import com.fasterxml.jackson.annotation.JsonProperty;

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
/// @param onLeave `delete` if an update by which a row leaves the filter is sent as a delete, else
///   `ignore`
public record Matching(
        Filters filter, List<String> columns, @JsonProperty("on_leave") String onLeave) {
    private static final int MAX_COLUMNS = 100;

    public Matching {
        columns = List.copyOf(columns);
    }

    /// Reads the fields `filter`, `columns` and `on_leave`.
    public static Supplier<Matching> read(Fields fields) {
        Supplier<Filters> filter = fields.optional("filter", Filters.reader(), Filters.NONE);
        Supplier<List<String>> columns =
                fields.optional(
                        "columns", Readers.list(0, MAX_COLUMNS, ColumnNames.reader()), List.of());
        Supplier<String> onLeave =
                fields.optional("on_leave", Readers.oneOf("ignore", "delete"), "ignore");
        if (fields.isFine() && onLeave.get().equals("delete") && filter.get().isEmpty()) {
            fields.refuse("on_leave", "needs_filter", "Without a filter no row ever leaves it.");
        }
        return () -> new Matching(filter.get(), columns.get(), onLeave.get());
    }

    /// Whether every change of the tables is wanted.
    public boolean takesAll() {
        return filter.isEmpty() && columns.isEmpty();
    }
}
