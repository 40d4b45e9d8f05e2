package dev.rowhook.api.erasure;

import dev.rowhook.api.name.TableNames;
import dev.rowhook.api.problem.FieldError;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.TableName;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Which row is to be erased.
///
/// @param database its name or id
record ErasureRequest(String database, TableName table, Map<String, KeyValue> key) {
    private static final int MAX_NAME = 100;

    ErasureRequest {
        key = Map.copyOf(key);
    }

    static ErasureRequest read(Fields fields) {
        Supplier<String> database = fields.required("database", Readers.text(MAX_NAME));
        Supplier<TableName> table = fields.required("table", TableNames.reader());
        Supplier<Map<String, KeyValue>> key = fields.required("key", keyReader());
        fields.end();
        return new ErasureRequest(database.get(), table.get(), key.get());
    }

    private static FieldReader<Map<String, KeyValue>> keyReader() {
        return Readers.nullableMap(name -> name, KeyValue.reader())
                .then(values -> {
                    Map<String, KeyValue> key = new TreeMap<>();
                    for (Map.Entry<String, Optional<KeyValue>> value : values.entrySet()) {
                        key.put(
                                value.getKey(),
                                value.getValue()
                                        .orElseThrow(() ->
                                                new InvalidFieldException(
                                                                "wrong_type",
                                                                "Expected a text, a number or a boolean.")
                                                        .within(value.getKey())));
                    }
                    return key;
                });
    }

    /// The texts of the columns of the key, as Postgres sends them.
    ///
    /// @param newest the table as the log knows it, if it does
    /// @throws ProblemException 422 if it does not, or if the key is not one of its
    Map<String, String> texts(Optional<Relation> newest) {
        Relation relation =
                newest.orElseThrow(() ->
                        refused(
                                "/table",
                                "unknown_table",
                                "The log of the database has had no change of this table."));
        List<Column> columns = relation.keyColumns().stream().map(relation.columns()::get).toList();
        if (columns.isEmpty()) {
            throw refused("/table", "no_key", "Nothing names a row of this table.");
        }
        List<String> names = columns.stream().map(Column::name).toList();
        if (!key.keySet().equals(Set.copyOf(names))) {
            throw refused(
                    "/key",
                    "wrong_key",
                    "Expected exactly the columns of the key: %s."
                            .formatted(String.join(", ", names)));
        }
        Map<String, String> texts = new TreeMap<>();
        for (Column column : columns) {
            KeyValue value = key.get(column.name());
            if (value != null) {
                texts.put(column.name(), value.text(column.typeOid()));
            }
        }
        return texts;
    }

    private static ProblemException refused(String pointer, String code, String detail) {
        return ProblemException.invalidFields(List.of(new FieldError(pointer, code, detail)));
    }

    /// Says which table, never which row.
    @Override
    public String toString() {
        return "erasure in " + table;
    }
}
