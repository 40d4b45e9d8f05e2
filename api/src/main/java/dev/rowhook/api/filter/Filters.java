package dev.rowhook.api.filter;

import com.fasterxml.jackson.annotation.JsonValue;

import dev.rowhook.api.name.TableNames;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.change.TableName;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The filters of a sink: one for all of its tables, or one for each of some of them, or none.
///
/// @param byTable empty if there is one for all
public record Filters(Optional<String> forAll, Map<TableName, String> byTable) {
    /// Everything passes.
    public static final Filters NONE = new Filters(Optional.empty(), Map.of());

    static final int MAX_CHARACTERS = 10_000;

    public Filters {
        byTable = Map.copyOf(byTable);
    }

    /// One for all tables.
    public static Filters ofAll(String text) {
        return new Filters(Optional.of(text), Map.of());
    }

    /// Reads the text of one filter.
    public static FieldReader<String> text() {
        return Readers.text(MAX_CHARACTERS).then(Filters::notBlank);
    }

    /// Reads a text, or an object of tables and texts.
    public static FieldReader<Filters> reader() {
        FieldReader<String> texts = text();
        FieldReader<Map<String, String>> byName = Readers.map(Filters::tableName, texts);
        return value -> {
            if (value.isString()) {
                return ofAll(texts.read(value));
            }
            if (!value.isObject()) {
                throw new InvalidFieldException(
                        "wrong_type",
                        "Expected an SQL expression, or an object of tables and expressions.");
            }
            return byTable(byName.read(value));
        };
    }

    private static String notBlank(String text) throws InvalidFieldException {
        if (text.isBlank()) {
            throw new InvalidFieldException("empty", "The filter is empty: leave it out.");
        }
        return text;
    }

    private static String tableName(String name) throws InvalidFieldException {
        TableNames.parse(name);
        return name;
    }

    private static Filters byTable(Map<String, String> byName) throws InvalidFieldException {
        Map<TableName, String> byTable = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : byName.entrySet()) {
            TableName table = TableNames.parse(entry.getKey());
            if (byTable.put(table, entry.getValue()) != null) {
                throw new InvalidFieldException(
                        "duplicate", "%s has two filters.".formatted(table));
            }
        }
        return new Filters(Optional.empty(), byTable);
    }

    /// The filter of a table, if it has one.
    public Optional<String> of(TableName table) {
        return forAll.or(() -> Optional.ofNullable(byTable.get(table)));
    }

    /// Whether no table has one.
    public boolean isEmpty() {
        return forAll.isEmpty() && byTable.isEmpty();
    }

    /// As requests and answers write it.
    @JsonValue
    @Nullable Object written() {
        if (forAll.isPresent()) {
            return forAll.get();
        }
        if (byTable.isEmpty()) {
            return null;
        }
        Map<String, String> byName = new TreeMap<>();
        byTable.forEach((table, text) -> byName.put(table.toString(), text));
        return byName;
    }
}
