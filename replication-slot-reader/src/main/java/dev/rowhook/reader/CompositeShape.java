package dev.rowhook.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.core.change.ValueType;

import java.util.ArrayList;
import java.util.List;

/// Which columns of a relation have composites in them, and whether the values of a change have as
/// many attributes as those were described with.
///
/// Postgres sends a composite as its attributes' texts, and does not say when the type has got
/// others: the description of the table is the same as before. Immutable.
final class CompositeShape {
    private final Relation relation;
    private final List<Integer> composites = new ArrayList<>();

    CompositeShape(Relation relation) {
        this.relation = relation;
        for (int i = 0; i < relation.columns().size(); i++) {
            Column column = relation.columns().get(i);
            if (hasRows(column.type())) {
                composites.add(i);
            }
        }
    }

    /// Whether values of the type have composites in them.
    static boolean hasRows(ValueType type) {
        return switch (type) {
            case ValueType.Row _ -> true;
            case ValueType.Array(ValueType element, _) -> hasRows(element);
            case Scalar _ -> false;
        };
    }

    /// True of a change that cannot be read, too: another description would not help.
    boolean fits(byte[] body) {
        if (composites.isEmpty()) {
            return true;
        }
        try {
            RowChange change = RowChange.decode(body, relation);
            return fits(change.oldRow()) && fits(change.newRow());
        } catch (MalformedChangeException e) {
            return true;
        }
    }

    private boolean fits(Tuple row) {
        for (int column : composites) {
            if (column < row.columns() && row.hasText(column)) {
                String text =
                        new String(row.bytes(), row.offset(column), row.length(column), UTF_8);
                if (!fits(relation.columns().get(column).type(), text)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean fits(ValueType type, String text) {
        return switch (type) {
            case ValueType.Row(List<ValueType.Field> fields) -> {
                List<String> texts = NestedText.ofRow(text);
                // One attribute without a value is written as none is.
                boolean same =
                        texts.size() == fields.size() || (fields.isEmpty() && text.equals("()"));
                for (int i = 0; same && i < fields.size(); i++) {
                    same = texts.get(i).isEmpty() || fits(fields.get(i).type(), texts.get(i));
                }
                yield same;
            }
            case ValueType.Array(ValueType element, _) ->
                    !hasRows(element)
                            || NestedText.ofArray(text).stream()
                                    .allMatch(one -> fits(element, one));
            case Scalar _ -> true;
        };
    }
}
