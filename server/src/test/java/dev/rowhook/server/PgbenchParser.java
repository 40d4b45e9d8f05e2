package dev.rowhook.server;

import dev.rowhook.server.PgbenchChange.Balance;
import dev.rowhook.server.PgbenchChange.BalanceRow;
import dev.rowhook.server.PgbenchChange.BalanceTable;
import dev.rowhook.server.PgbenchChange.History;
import dev.rowhook.server.PgbenchChange.HistoryRow;
import dev.rowhook.server.PgbenchChange.Position;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the changes of one batch, token by token. Not thread-safe.
final class PgbenchParser {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser in;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();

    private PgbenchParser(JsonParser in) {
        this.in = in;
    }

    static List<PgbenchChange> parse(byte[] body) {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), body)) {
            return new PgbenchParser(in).batch();
        }
    }

    private List<PgbenchChange> batch() {
        List<PgbenchChange> changes = new ArrayList<>();
        expect(JsonToken.START_OBJECT);
        expect(JsonToken.PROPERTY_NAME);
        expect(JsonToken.START_ARRAY);
        while (in.nextToken() == JsonToken.START_OBJECT) {
            texts.clear();
            numbers.clear();
            object();
            changes.add(change());
        }
        return changes;
    }

    /// Collects the scalars of an object and of the objects `record` and `metadata` in it; no name
    /// is used twice.
    private void object() {
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            switch (in.nextToken()) {
                case VALUE_STRING -> texts.put(name, in.getString());
                case VALUE_NUMBER_INT -> numbers.put(name, in.getLongValue());
                case START_OBJECT -> {
                    if (name.equals("record") || name.equals("metadata")) {
                        object();
                    } else {
                        in.skipChildren();
                    }
                }
                default -> in.skipChildren();
            }
        }
    }

    private PgbenchChange change() {
        Position position =
                new Position(numbers.getOrDefault("commit_lsn", 0L), number("commit_idx"));
        String tableName = text("table_name");
        for (BalanceTable table : BalanceTable.values()) {
            if (table.tableName().equals(tableName)) {
                return new Balance(
                        table,
                        number(table.key()),
                        new BalanceRow(
                                number("bid"),
                                number(table.balance()),
                                texts.getOrDefault("filler", "").hashCode()),
                        text("action").equals("insert"),
                        position);
            }
        }
        return new History(
                new HistoryRow(
                        number("tid"),
                        number("bid"),
                        number("aid"),
                        number("delta"),
                        LocalDateTime.parse(text("mtime"))),
                position);
    }

    private int number(String name) {
        Long value = numbers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return Math.toIntExact(value);
    }

    private String text(String name) {
        String value = texts.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }

    private void expect(JsonToken token) {
        if (in.nextToken() != token) {
            throw new IllegalArgumentException(
                    "expected " + token + ", found " + in.currentToken());
        }
    }
}
