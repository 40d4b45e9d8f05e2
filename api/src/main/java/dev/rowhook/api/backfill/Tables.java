package dev.rowhook.api.backfill;

import com.fasterxml.jackson.annotation.JsonValue;

import dev.rowhook.api.name.TableNames;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.change.TableName;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Which tables of its sink a backfill reads.
///
/// @param named none: all of them
record Tables(List<TableName> named) {
    static final Tables ALL = new Tables(List.of());

    private static final int MAX_TABLES = 1000;

    Tables {
        named = List.copyOf(named);
    }

    static FieldReader<Tables> reader() {
        return Readers.list(1, MAX_TABLES, TableNames.reader()).then(Tables::new);
    }

    /// @param all those of the sink
    List<TableName> of(List<TableName> all) {
        return named.isEmpty() ? all : named;
    }

    /// As requests and answers write it.
    @JsonValue
    @Nullable List<String> written() {
        return named.isEmpty() ? null : named.stream().map(TableName::toString).toList();
    }
}
