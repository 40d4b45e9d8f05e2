package dev.rowhook.filter.eval;

import dev.rowhook.core.change.Tuple;
import dev.rowhook.filter.Span;

import java.util.Arrays;
import java.util.List;

/// A column of texts that is one of some constants, or none of them, by their bytes in UTF-8.
final class TextEquality extends Condition {
    private final int column;
    private final boolean old;
    private final byte[][] constants;
    private final boolean negated;

    /// What it is if the column is no constant: null if one of them is.
    private final Truth otherwise;

    TextEquality(
            int column,
            boolean old,
            List<byte[]> constants,
            boolean hasNull,
            boolean negated,
            Span span) {
        super(span);
        this.column = column;
        this.old = old;
        this.constants = constants.toArray(byte[][]::new);
        this.negated = negated;
        this.otherwise = hasNull ? Truth.NULL : Truth.of(negated);
    }

    @Override
    public Truth truth(ChangedRow row) {
        Tuple tuple = row.tuple(column, old);
        if (!tuple.hasText(column)) {
            return tuple.isNull(column) ? Truth.NULL : Truth.MISSING;
        }
        int from = tuple.offset(column);
        int to = from + tuple.length(column);
        for (byte[] constant : constants) {
            if (constant.length == to - from
                    && Arrays.equals(tuple.bytes(), from, to, constant, 0, constant.length)) {
                return Truth.of(!negated);
            }
        }
        return otherwise;
    }
}
