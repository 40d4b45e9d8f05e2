package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.core.change.ValueType;

import java.util.List;

/// Writes the rows of one relation version, with its names encoded beforehand. Immutable.
final class RowLayout {
    private static final byte[] EMPTY = "{}".getBytes(UTF_8);

    /// Each name as a JSON string between a comma and a colon.
    private final byte[][] names;

    private final ValueType[] types;
    private final boolean[] identity;
    private final int[] keyColumns;

    private RowLayout(byte[][] names, ValueType[] types, boolean[] identity, int[] keyColumns) {
        this.names = names;
        this.types = types;
        this.identity = identity;
        this.keyColumns = keyColumns;
    }

    static RowLayout of(Relation relation) {
        List<Column> columns = relation.columns();
        byte[][] names = new byte[columns.size()][];
        ValueType[] types = new ValueType[columns.size()];
        boolean[] identity = new boolean[columns.size()];
        for (int i = 0; i < names.length; i++) {
            Column column = columns.get(i);
            JsonBuffer name = new JsonBuffer();
            name.append((byte) ',');
            name.append(JsonStrings.of(column.name()));
            name.append((byte) ':');
            names[i] = name.copy();
            types[i] = column.type();
            identity[i] = column.identity();
        }
        int[] keyColumns = relation.keyColumns().stream().mapToInt(Integer::intValue).toArray();
        return new RowLayout(names, types, identity, keyColumns);
    }

    /// The row as it is now, or was when it was deleted, without the values that are not known;
    /// whether there are such.
    boolean appendRecord(RowChange change, JsonBuffer out) {
        int start = out.length();
        boolean complete = true;
        for (int i = 0; i < names.length; i++) {
            Tuple row = rowThatSays(change, i);
            if (row.isUnchanged(i)) {
                complete = false;
            } else {
                appendField(row, i, out);
            }
        }
        close(start, out);
        return complete;
    }

    /// What an update changed, as it was before and as far as the source said so.
    void appendChanges(RowChange change, JsonBuffer out) {
        if (change.action() != Action.UPDATE) {
            out.append(Values.NULL);
            return;
        }
        int start = out.length();
        for (int i = 0; i < names.length; i++) {
            boolean known = saysOld(change, i) && !change.newRow().isUnchanged(i);
            if (known && !change.oldRow().agrees(change.newRow(), i)) {
                appendField(change.oldRow(), i, out);
            }
        }
        close(start, out);
    }

    /// The texts of the columns that name the row, as an array of strings.
    void appendKey(RowChange change, JsonBuffer out) {
        out.append((byte) '[');
        for (int i = 0; i < keyColumns.length; i++) {
            if (i > 0) {
                out.append((byte) ',');
            }
            int column = keyColumns[i];
            Tuple row = rowThatSays(change, column);
            if (row.hasText(column)) {
                JsonStrings.append(row.bytes(), row.offset(column), row.length(column), out);
            } else {
                out.append(Values.NULL);
            }
        }
        out.append((byte) ']');
    }

    /// The names of the columns that [#appendRecord] left out.
    void appendUnchanged(RowChange change, JsonBuffer out) {
        boolean first = true;
        out.append((byte) '[');
        for (int i = 0; i < names.length; i++) {
            if (rowThatSays(change, i).isUnchanged(i)) {
                int comma = first ? 1 : 0;
                out.append(names[i], comma, names[i].length - 1 - comma);
                first = false;
            }
        }
        out.append((byte) ']');
    }

    private Tuple rowThatSays(RowChange change, int column) {
        if (change.action() == Action.DELETE) {
            return change.oldRow();
        }
        boolean inOldRow = change.newRow().isUnchanged(column) && saysOld(change, column);
        return inOldRow ? change.oldRow() : change.newRow();
    }

    private boolean saysOld(RowChange change, int column) {
        boolean sent =
                switch (change.oldKind()) {
                    case NONE -> false;
                    case KEY -> identity[column];
                    case FULL -> true;
                };
        return sent && !change.oldRow().isUnchanged(column);
    }

    private void appendField(Tuple row, int column, JsonBuffer out) {
        out.append(names[column]);
        Values.append(types[column], row, column, out);
    }

    /// Makes an object of the fields since `start`, each of which begins with a comma.
    private static void close(int start, JsonBuffer out) {
        if (out.length() == start) {
            out.append(EMPTY);
        } else {
            out.array()[start] = '{';
            out.append((byte) '}');
        }
    }
}
