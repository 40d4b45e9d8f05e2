package dev.rowhook.reader.page;

import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.Tuple;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keys of the rows of one relation version, as bytes that are equal where the texts are.
/// Immutable.
final class RowKeys {
    private static final int NULL = -1;

    private final int[] columns;

    RowKeys(Relation relation) {
        this.columns = relation.keyColumns().stream().mapToInt(Integer::intValue).toArray();
    }

    /// The names of the columns that make up the keys.
    static List<String> names(Relation relation) {
        return relation.keyColumns().stream().map(i -> relation.columns().get(i).name()).toList();
    }

    /// The texts of the columns that name a row, by their names.
    static Map<String, String> texts(Tuple row, Relation relation) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int column : relation.keyColumns()) {
            if (row.hasText(column)) {
                texts.put(relation.columns().get(column).name(), row.text(column));
            }
        }
        return texts;
    }

    /// Whether nothing names a row.
    boolean isEmpty() {
        return columns.length == 0;
    }

    /// The key of a row; empty if a column of it is not known.
    ///
    /// @param known says what `row` leaves unchanged, if it has columns
    Optional<ByteBuffer> of(Tuple row, Tuple known) {
        int length = 0;
        for (int column : columns) {
            Tuple from = from(row, known, column);
            if (from.isUnchanged(column)) {
                return Optional.empty();
            }
            length += Integer.BYTES + Math.max(0, from.length(column));
        }
        ByteBuffer key = ByteBuffer.allocate(length);
        for (int column : columns) {
            Tuple from = from(row, known, column);
            if (from.isNull(column)) {
                key.putInt(NULL);
            } else {
                key.putInt(from.length(column));
                key.put(from.bytes(), from.offset(column), from.length(column));
            }
        }
        return Optional.of(key.flip());
    }

    private static Tuple from(Tuple row, Tuple known, int column) {
        return row.isUnchanged(column) && known.columns() > 0 ? known : row;
    }
}
