package dev.rowhook.api.filter;

import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.core.change.TupleBuilder;
import dev.rowhook.filter.FilterColumn;
import dev.rowhook.filter.FilterTable;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Makes rows of a table of JSON values.
record SampleRow(FilterTable table) {
    /// The row that a change does not have.
    static final Tuple NONE = new TupleBuilder().build();

    /// @param values of columns; one that has none here and none in `others` is not known
    /// @param others which come first
    /// @throws InvalidFieldException if the table has no such column, or a value is none of its
    ///   type
    Tuple of(Map<String, JsonNode> values, Map<String, JsonNode> others)
            throws InvalidFieldException {
        requireColumns(Stream.concat(values.keySet().stream(), others.keySet().stream()).toList());
        TupleBuilder row = new TupleBuilder();
        for (FilterColumn column : table.columns()) {
            JsonNode value = others.getOrDefault(column.name(), values.get(column.name()));
            if (value == null) {
                row.unknown();
            } else if (value.isNull()) {
                row.nothing();
            } else {
                row.text(SampleText.of(value, column));
            }
        }
        return row.build();
    }

    private void requireColumns(List<String> names) throws InvalidFieldException {
        List<String> known = table.columns().stream().map(FilterColumn::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new InvalidFieldException(
                        "unknown_column",
                        "%s has no such column. It has: %s."
                                .formatted(table.name(), String.join(", ", known)));
            }
        }
    }
}
