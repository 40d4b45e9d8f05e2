package dev.rowhook.api.filter;

import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.RowChange.OldRow;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.filter.FilterTable;

import tools.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A change in the form of a message, to try a filter on: `record` is the row after it, or, of a
/// delete, before it; `changes` are the old values of what an update changed. A column that the
/// record leaves out is not known, and so are the old values without `changes`.
public record SampleChange(
        Action action, Map<String, JsonNode> record, Optional<Map<String, JsonNode>> changes) {
    private static final Map<String, Action> ACTIONS =
            Map.of(
                    "insert",
                    Action.INSERT,
                    "update",
                    Action.UPDATE,
                    "delete",
                    Action.DELETE,
                    "read",
                    Action.READ);

    public SampleChange {
        record = Map.copyOf(record);
        changes = changes.map(Map::copyOf);
    }

    /// Messages have more fields than these, which do not matter here.
    public static FieldReader<SampleChange> reader() {
        return value -> {
            if (!value.isObject()) {
                throw new InvalidFieldException(
                        "wrong_type", "Expected an object with action and record.");
            }
            return new SampleChange(
                    action(value.path("action")),
                    object("record", value.path("record"))
                            .orElseThrow(() ->
                                    new InvalidFieldException(
                                            "required", "The field record is missing.")),
                    object("changes", value.path("changes")));
        };
    }

    private static Action action(JsonNode value) throws InvalidFieldException {
        Action action = value.isString() ? ACTIONS.get(value.stringValue()) : null;
        if (action == null) {
            throw new InvalidFieldException(
                    "unknown_value", "Expected one of insert, update, delete, read as action.");
        }
        return action;
    }

    private static Optional<Map<String, JsonNode>> object(String name, JsonNode value)
            throws InvalidFieldException {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            throw new InvalidFieldException(
                    "wrong_type", "Expected an object as %s.".formatted(name));
        }
        Map<String, JsonNode> fields = new HashMap<>();
        value.forEachEntry(fields::put);
        return Optional.of(fields);
    }

    /// The change as a source would send it.
    ///
    /// @throws InvalidFieldException if the table has no such column, or a value is none of its
    ///   type
    public RowChange of(FilterTable table) throws InvalidFieldException {
        SampleRow row = new SampleRow(table);
        Tuple record = row.of(Map.of(), this.record);
        return switch (action) {
            case INSERT, READ, TRUNCATE, MESSAGE, BACKFILL_STARTED, BACKFILL_COMPLETED ->
                    new RowChange(action, 0, OldRow.NONE, SampleRow.NONE, record);
            case DELETE -> new RowChange(action, 0, OldRow.FULL, record, SampleRow.NONE);
            case UPDATE ->
                    changes.isEmpty()
                            ? new RowChange(action, 0, OldRow.NONE, SampleRow.NONE, record)
                            : new RowChange(
                                    action,
                                    0,
                                    OldRow.FULL,
                                    row.of(this.record, changes.get()),
                                    record);
        };
    }
}
