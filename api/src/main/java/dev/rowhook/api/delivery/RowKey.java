package dev.rowhook.api.delivery;

import dev.rowhook.api.name.TableNames;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.change.TableName;
import dev.rowhook.dispatcher.message.GroupKeys;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A table, and perhaps the key of one of its rows: the texts of its columns, as `record_pks` of
/// its messages has them.
public record RowKey(Optional<TableName> table, Optional<List<String>> key) {
    private static final int MAX_COLUMNS = 32;
    private static final int MAX_TEXT = 10_000;

    /// Asks for the fields `table` and `key`; to be read when the fields are.
    public static Supplier<RowKey> of(Fields fields) {
        Supplier<Optional<TableName>> table = fields.optional("table", TableNames.reader());
        Supplier<Optional<List<String>>> key = fields.optional("key", texts());
        if (fields.isFine() && key.get().isPresent() && table.get().isEmpty()) {
            fields.refuse("table", "required", "A key is one of a table.");
        }
        return () -> new RowKey(table.get(), key.get());
    }

    /// The hash of the row, as dead letters have it.
    public Optional<Long> hash() {
        return key.flatMap(
                texts -> table.map(name -> GroupKeys.rowHash(name.schema(), name.table(), texts)));
    }

    /// Two columns of a key may well hold the same.
    private static FieldReader<List<String>> texts() {
        return value -> {
            if (!value.isArray() || value.isEmpty() || value.size() > MAX_COLUMNS) {
                throw new InvalidFieldException(
                        "wrong_type",
                        "Expected a list of 1 to %d texts, one a column of the key."
                                .formatted(MAX_COLUMNS));
            }
            List<String> texts = new ArrayList<>();
            for (JsonNode text : value) {
                texts.add(Readers.text(MAX_TEXT).read(text));
            }
            return List.copyOf(texts);
        };
    }

    /// Says which table, never which row.
    @Override
    public String toString() {
        return table + (key.isPresent() ? " key" : "");
    }
}
