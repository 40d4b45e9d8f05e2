package dev.rowhook.proof.ledger;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The columns of a table and how SQL makes their values.
///
/// A key is a function of a number, and what else is in a row is one of the number `s.x`, of which
/// each change has its own.
///
/// @param key the columns of the key with the functions that make them, none for the number itself
/// @param inserted the other columns with their values in a new row
/// @param updated columns with their values in a changed row `t`
record TableSql(
        LedgerTable table,
        SequencedMap<String, String> key,
        SequencedMap<String, String> inserted,
        SequencedMap<String, String> updated) {
    private static final SequencedMap<String, String> WORDS =
            columns("word", "word_of(s.x)", "amount", "amount_of(s.x)");

    static TableSql of(LedgerTable table) {
        return switch (table) {
            case ITEM -> item();
            case PART -> part();
            case NOTE -> note();
            case EVENT ->
                    new TableSql(table, columns(), columns("payload", "json_of(s.x)"), columns());
        };
    }

    private static TableSql item() {
        return new TableSql(
                LedgerTable.ITEM,
                columns("id", ""),
                columns(
                        "tags",
                        "json_of(s.x)",
                        "body",
                        "case when s.x % 10 = 0 then wide_text(s.x, 3000) end"),
                columns(
                        "tags",
                        "case when s.x % 2 = 0 then json_of(s.x) else t.tags end",
                        "body",
                        "case when s.x % 40 = 1 then wide_text(s.x, 4000) else t.body end"));
    }

    private static TableSql part() {
        SequencedMap<String, String> values =
                columns(
                        "labels",
                        "array[word_of(s.x), null, 'a,b', '\"', s.x::text]",
                        "fragile",
                        "case s.x % 3 when 0 then true when 1 then false end",
                        "weight",
                        "s.x / 7.0::double precision",
                        "stock",
                        "case when s.x % 9 = 0 then -9223372036854775808 else s.x end");
        return new TableSql(
                LedgerTable.PART,
                columns("kind", "part_kind", "number", "part_number"),
                values,
                values);
    }

    private static TableSql note() {
        return new TableSql(
                LedgerTable.NOTE,
                columns("id", "note_id"),
                columns(
                        "meta",
                        "json_of(s.x)",
                        "body",
                        "case when s.x % 10 = 0 then wide_text(s.x, 8500 + (s.x % 4000)::int)"
                                + " else word_of(s.x) end"),
                columns(
                        "meta",
                        "json_of(s.x)",
                        "body",
                        "case s.x % 40 when 1 then wide_text(s.x, 9000) when 2 then null"
                                + " else t.body end"));
    }

    private static SequencedMap<String, String> columns(String... namesAndValues) {
        SequencedMap<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            columns.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return columns;
    }

    /// The columns of the key, separated by commas.
    String keyColumns() {
        return String.join(", ", key.sequencedKeySet());
    }

    /// The values of the key that is made of a number, separated by commas.
    String keyOf(String number) {
        return key.entrySet().stream()
                .map(column -> made(column, number))
                .collect(Collectors.joining(", "));
    }

    /// Whether the row `t` has the key that is made of a number.
    String hasKey(String number) {
        return key.entrySet().stream()
                .map(column -> "t.%s = %s".formatted(column.getKey(), made(column, number)))
                .collect(Collectors.joining(" and "));
    }

    private static String made(Map.Entry<String, String> column, String number) {
        String function = column.getValue();
        return function.isEmpty() ? number : "%s(%s)".formatted(function, number);
    }

    /// The columns outside the key that an insert sets, separated by commas.
    String insertedColumns() {
        return String.join(", ", WORDS.sequencedKeySet())
                + ", seal, "
                + String.join(", ", inserted.sequencedKeySet());
    }

    String insertedValues(String uid, String version) {
        return "%s, seal_of(%s, %s, word_of(s.x), amount_of(s.x)), %s"
                .formatted(
                        String.join(", ", WORDS.sequencedValues()),
                        uid,
                        version,
                        String.join(", ", inserted.sequencedValues()));
    }

    /// What an update sets beside the key and its bookkeeping.
    String updates() {
        return "version = t.version + 1, %s,%n%s,%n%s"
                .formatted(
                        assignments(WORDS),
                        "seal = seal_of(t.uid, t.version + 1, word_of(s.x), amount_of(s.x))",
                        assignments(updated));
    }

    private static String assignments(Map<String, String> columns) {
        return columns.entrySet().stream()
                .map(column -> column.getKey() + " = " + column.getValue())
                .collect(Collectors.joining(", "));
    }
}
