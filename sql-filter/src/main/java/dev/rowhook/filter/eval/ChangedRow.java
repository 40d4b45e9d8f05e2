package dev.rowhook.filter.eval;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.RowChange.OldRow;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.core.change.TupleBuilder;
import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.FilterTable;
import dev.rowhook.filter.value.Nothing;
import dev.rowhook.filter.value.ValueType;

/// One change of a table, for all filters of the table: each column is parsed once at most, whoever
/// asks. Serves one change after the other. Not thread-safe.
///
/// A column of the new row is, of a delete, one of the old row: the row that the change is about.
/// The old row of an insert is all null. What the source did not send is missing.
public final class ChangedRow {
    private final FilterTable table;
    private final boolean[] identity;
    private final Tuple nulls;
    private final Tuple missing;

    // New values first, then old ones; what bears another number than that of the change is stale.
    private final Object[] values;
    private final long[] valuesOf;
    private final long[] integers;
    private final long[] integersOf;

    private RowChange change;
    private long number;
    private Object element = Nothing.NULL;

    public ChangedRow(FilterTable table) {
        this.table = table;
        int columns = table.columns().size();
        this.identity = new boolean[columns];
        TupleBuilder empty = new TupleBuilder();
        TupleBuilder unknown = new TupleBuilder();
        for (int i = 0; i < columns; i++) {
            identity[i] = table.columns().get(i).identity();
            empty.nothing();
            unknown.unknown();
        }
        this.nulls = empty.build();
        this.missing = unknown.build();
        this.values = new Object[2 * columns];
        this.valuesOf = new long[2 * columns];
        this.integers = new long[2 * columns];
        this.integersOf = new long[2 * columns];
        this.change =
                new RowChange(Action.INSERT, 0, OldRow.NONE, new TupleBuilder().build(), nulls);
    }

    public FilterTable table() {
        return table;
    }

    /// From here on it is this change.
    public void set(RowChange next) {
        change = next;
        number++;
    }

    /// Takes an element of an array at hand, for the cast of each.
    public void takeElement(Object next) {
        element = next;
    }

    /// The element at hand.
    public Object element() {
        return element;
    }

    /// The change that it is.
    public RowChange change() {
        return change;
    }

    /// The row in which a column stands: its text there, null, or unchanged, which is missing.
    public Tuple tuple(int column, boolean old) {
        return switch (change.action()) {
            case INSERT, READ, TRUNCATE, MESSAGE, BACKFILL_STARTED, BACKFILL_COMPLETED ->
                    old ? nulls : change.newRow();
            case DELETE -> deleted(column);
            case UPDATE -> old ? before(column) : after(column);
        };
    }

    private Tuple deleted(int column) {
        return change.oldKind() == OldRow.FULL || identity[column] ? change.oldRow() : missing;
    }

    private Tuple after(int column) {
        boolean inOldRow = change.oldKind() == OldRow.FULL && change.newRow().isUnchanged(column);
        return inOldRow ? change.oldRow() : change.newRow();
    }

    private Tuple before(int column) {
        return switch (change.oldKind()) {
            case FULL -> change.oldRow();
            case KEY -> identity[column] ? change.oldRow() : missing;
            // The identity comes only if it changed.
            case NONE -> identity[column] ? change.newRow() : missing;
        };
    }

    /// The value of a column, or [Nothing].
    ///
    /// @param type the column's own
    /// @throws EvaluationException if the text is none of the type
    public Object value(int column, boolean old, ValueType<?> type) {
        int slot = old ? column + identity.length : column;
        if (valuesOf[slot] != number) {
            values[slot] = read(tuple(column, old), column, type);
            valuesOf[slot] = number;
        }
        return values[slot];
    }

    private static Object read(Tuple tuple, int column, ValueType<?> type) {
        if (tuple.hasText(column)) {
            return type.read(text(tuple, column));
        }
        return tuple.isNull(column) ? Nothing.NULL : Nothing.MISSING;
    }

    private static String text(Tuple tuple, int column) {
        return new String(tuple.bytes(), tuple.offset(column), tuple.length(column), UTF_8);
    }

    /// The value of a column of integers that has a text.
    ///
    /// @param tuple the row in which it stands
    /// @throws EvaluationException if the text is no integer
    public long integer(int column, boolean old, Tuple tuple) {
        int slot = old ? column + identity.length : column;
        if (integersOf[slot] != number) {
            integers[slot] = integer(tuple, column);
            integersOf[slot] = number;
        }
        return integers[slot];
    }

    private static long integer(Tuple tuple, int column) {
        byte[] bytes = tuple.bytes();
        int at = tuple.offset(column);
        int end = at + tuple.length(column);
        boolean negative = at < end && bytes[at] == '-';
        long value = 0;
        for (int i = negative ? at + 1 : at; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new EvaluationException("22P02", "a column of integers holds another text");
            }
            // The least of all has no positive counterpart, so all are gathered as negative ones.
            value = 10 * value - digit;
        }
        return negative ? value : -value;
    }
}
