package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.core.change.ValueType;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Writes the rows of one relation version, with its names encoded beforehand. Immutable.
final class RowLayout {
    private static final byte[] EMPTY = "{}".getBytes(UTF_8);
    private static final int BIGINT = 20;
    private static final int BIGINT_ARRAY = 1016;

    /// Each name as a JSON string between a comma and a colon.
    private final byte[][] names;

    private final ValueType[] types;
    private final Values values;
    private final boolean[] identity;
    private final int[] keyColumns;

    /// The columns that no message shows.
    private final boolean[] omitted;

    private RowLayout(
            byte[][] names,
            ValueType[] types,
            Values values,
            boolean[] identity,
            int[] keyColumns,
            boolean[] omitted) {
        this.names = names;
        this.types = types;
        this.values = values;
        this.identity = identity;
        this.keyColumns = keyColumns;
        this.omitted = omitted;
    }

    static RowLayout of(Relation relation, MessageOptions options) {
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
            types[i] = options.bigintAsString() ? bigintAsText(column) : column.type();
            identity[i] = column.identity();
        }
        int[] keyColumns = relation.keyColumns().stream().mapToInt(Integer::intValue).toArray();
        Values values = options.unixMicroseconds() ? Values.UNIX_MICROSECONDS : Values.ISO_8601;
        return new RowLayout(names, types, values, identity, keyColumns, new boolean[names.length]);
    }

    private static ValueType bigintAsText(Column column) {
        return switch (column.typeOid()) {
            case BIGINT -> Scalar.TEXT;
            case BIGINT_ARRAY -> new ValueType.Array(Scalar.TEXT, ',');
            default -> column.type();
        };
    }

    /// The same without these columns.
    RowLayout omitting(boolean[] columns) {
        return new RowLayout(names, types, values, identity, keyColumns, columns);
    }

    /// The columns in the order in which messages can do without them: the largest values first,
    /// those of the key never.
    List<Integer> expendable(RowChange change) {
        return IntStream.range(0, names.length)
                .filter(i -> Arrays.stream(keyColumns).noneMatch(key -> key == i))
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> size(change, i)).reversed())
                .toList();
    }

    /// At least so many bytes say a column's values.
    long size(RowChange change, int column) {
        long now = Math.max(0, rowThatSays(change, column).length(column));
        boolean old = change.action() == Action.UPDATE && saysOld(change, column);
        boolean changed = old && !change.oldRow().agrees(change.newRow(), column);
        return changed && !change.newRow().isUnchanged(column)
                ? now + Math.max(0, change.oldRow().length(column))
                : now;
    }

    /// The row as it is now, or was when it was deleted, without the values that are not known;
    /// whether there are such.
    boolean appendRecord(RowChange change, JsonBuffer out) {
        int start = out.length();
        boolean complete = true;
        for (int i = 0; i < names.length; i++) {
            if (omitted[i]) {
                continue;
            }
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
            boolean known = !omitted[i] && saysOld(change, i) && !change.newRow().isUnchanged(i);
            if (known && !change.oldRow().agrees(change.newRow(), i)) {
                appendField(change.oldRow(), i, out);
            }
        }
        close(start, out);
    }

    /// The texts of the columns that name the row, with commas between them; empty if there are no
    /// such columns, or one is not known.
    String key(RowChange change) {
        StringJoiner texts = new StringJoiner(",");
        texts.setEmptyValue("");
        for (int column : keyColumns) {
            Tuple row = rowThatSays(change, column);
            if (!row.hasText(column)) {
                return "";
            }
            texts.add(new String(row.bytes(), row.offset(column), row.length(column), UTF_8));
        }
        return texts.toString();
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

    /// The names of the columns whose values are not known.
    void appendUnchanged(RowChange change, JsonBuffer out) {
        appendNames(i -> !omitted[i] && rowThatSays(change, i).isUnchanged(i), out);
    }

    /// The names of the columns that were too large.
    void appendOmitted(JsonBuffer out) {
        appendNames(i -> omitted[i], out);
    }

    private void appendNames(IntPredicate which, JsonBuffer out) {
        boolean first = true;
        out.append((byte) '[');
        for (int i = 0; i < names.length; i++) {
            if (which.test(i)) {
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
        values.append(types[column], row, column, out);
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
