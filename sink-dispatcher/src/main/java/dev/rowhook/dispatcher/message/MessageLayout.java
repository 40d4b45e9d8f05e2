package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.Relation;

/// What does not vary among a sink's messages of one relation version, encoded beforehand.
///
/// @param table the beginning of the metadata
/// @param databaseName the field after the key
/// @param origin database and sink
/// @param event what a CloudEvent says of its origin
@SuppressWarnings("ArrayRecordComponent") // Shared by those who only read.
record MessageLayout(
        RowLayout row, byte[] table, byte[] databaseName, byte[] origin, EventSource event) {

    static MessageLayout of(MessageShape shape, Relation relation) {
        JsonBuffer table = new JsonBuffer();
        text(",\"metadata\":{\"table_schema\":", relation.schema(), table);
        text(",\"table_name\":", relation.table(), table);
        table.append(",\"commit_timestamp\":".getBytes(UTF_8));

        JsonBuffer databaseName = new JsonBuffer();
        text(",\"database_name\":", shape.databaseName(), databaseName);

        JsonBuffer origin = new JsonBuffer();
        text(",\"database\":{\"id\":", shape.database().toString(), origin);
        text(",\"name\":", shape.databaseName(), origin);
        text(",\"database\":", shape.postgresDatabase(), origin);
        text(",\"hostname\":", shape.hostname(), origin);
        text(",\"annotations\":{}},\"consumer\":{\"id\":", shape.sink().toString(), origin);
        text(",\"name\":", shape.sinkName(), origin);
        origin.append(",\"annotations\":{}}".getBytes(UTF_8));

        return new MessageLayout(
                RowLayout.of(relation, shape.options()),
                table.copy(),
                databaseName.copy(),
                origin.copy(),
                EventSource.of(shape.database(), relation));
    }

    /// The same without these columns of the row.
    MessageLayout omitting(boolean[] columns) {
        return new MessageLayout(row.omitting(columns), table, databaseName, origin, event);
    }

    private static void text(String before, String text, JsonBuffer out) {
        out.append(before.getBytes(UTF_8));
        out.append(JsonStrings.of(text));
    }
}
