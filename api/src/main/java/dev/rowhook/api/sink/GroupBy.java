package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonValue;

import dev.rowhook.api.name.ColumnNames;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;

import java.util.List;

/// What stays in order.
///
/// @param kind `primary_key`, `none`, `sink` or `columns`
/// @param columns of `columns` their names, else none
record GroupBy(String kind, List<String> columns) {
    static final GroupBy PRIMARY_KEY = new GroupBy("primary_key", List.of());

    private static final int MAX_COLUMNS = 16;

    GroupBy {
        columns = List.copyOf(columns);
    }

    static FieldReader<GroupBy> reader() {
        FieldReader<String> words = Readers.oneOf("primary_key", "none", "sink");
        FieldReader<List<String>> names = Readers.list(1, MAX_COLUMNS, ColumnNames.reader());
        return value -> {
            if (value.isArray()) {
                return new GroupBy("columns", names.read(value));
            }
            if (!value.isString()) {
                throw new InvalidFieldException(
                        "wrong_type",
                        "Expected \"primary_key\", \"none\", \"sink\" or a list of columns.");
            }
            return new GroupBy(words.read(value), List.of());
        };
    }

    boolean isColumns() {
        return !columns.isEmpty();
    }

    /// As requests and answers write it.
    @JsonValue
    Object written() {
        return isColumns() ? columns : kind;
    }
}
