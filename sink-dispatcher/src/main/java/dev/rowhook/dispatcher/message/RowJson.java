package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;

/// Rows as messages show them by default.
public final class RowJson {
    private RowJson() {}

    /// The `record` of a change.
    ///
    /// @throws dev.rowhook.core.change.MalformedChangeException if a value cannot be said
    public static String record(RowChange change, Relation relation) {
        JsonBuffer out = new JsonBuffer();
        RowLayout.of(relation, MessageOptions.DEFAULT).appendRecord(change, out);
        return text(out);
    }

    /// The `changes` of a change: null, but of an update.
    ///
    /// @throws dev.rowhook.core.change.MalformedChangeException if a value cannot be said
    public static String changes(RowChange change, Relation relation) {
        JsonBuffer out = new JsonBuffer();
        RowLayout.of(relation, MessageOptions.DEFAULT).appendChanges(change, out);
        return text(out);
    }

    private static String text(JsonBuffer out) {
        return new String(out.array(), 0, out.length(), UTF_8);
    }
}
