package dev.rowhook.api.sink;

import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.RowChange.OldRow;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.core.change.TupleBuilder;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A row that stands for no other: a value of its type in each column whose type has one here, null
/// in the others.
final class MadeUpRow {
    private static final Set<Integer> TEXTS = Set.of(25, 1042, 1043);
    private static final Map<Integer, String> OTHERS =
            Map.of(2950, "00000000-0000-0000-0000-000000000001", 1082, "2026-01-01");

    private MadeUpRow() {}

    /// That it came.
    static RowChange insert(Relation relation) {
        TupleBuilder row = new TupleBuilder();
        for (Column column : relation.columns()) {
            Optional<String> value = value(column);
            if (value.isPresent()) {
                row.text(value.get());
            } else {
                row.nothing();
            }
        }
        return new RowChange(Action.INSERT, relation.oid(), OldRow.NONE, Tuple.ABSENT, row.build());
    }

    private static Optional<String> value(Column column) {
        if (!(column.type() instanceof Scalar scalar)) {
            return Optional.empty();
        }
        return switch (scalar) {
            case BOOLEAN -> Optional.of("t");
            case NUMBER -> Optional.of("1");
            case JSON -> Optional.of("{}");
            case HSTORE -> Optional.of("\"key\"=>\"text\"");
            case TIMESTAMP -> Optional.of("2026-01-01 00:00:00");
            case TIMESTAMPTZ -> Optional.of("2026-01-01 00:00:00+00");
            case TEXT ->
                    TEXTS.contains(column.typeOid())
                            ? Optional.of("text")
                            : Optional.ofNullable(OTHERS.get(column.typeOid()));
        };
    }
}
