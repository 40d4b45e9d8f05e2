package dev.rowhook.filter.match;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.SqlType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the catalogue says of columns beside what the stream does: carried from one description of
/// a table to another that lacks it.
public final class SqlFacts {
    /// text, bpchar, varchar, name, and arrays of them.
    private static final Set<Integer> COLLATABLE =
            Set.of(25, 1042, 1043, 19, 1009, 1014, 1015, 1003);

    private SqlFacts() {}

    /// Whether the catalogue may say more of a table.
    public static boolean mayLack(Relation relation) {
        return relation.columns().stream().anyMatch(SqlFacts::mayLack);
    }

    private static boolean mayLack(Column column) {
        return switch (column.sqlType()) {
            case SqlType.Opaque _ -> true;
            case SqlType.BuiltIn(int oid) ->
                    COLLATABLE.contains(oid) && column.collation().equals(Collation.UNKNOWN);
            case SqlType.Enumeration _, SqlType.ArrayOf _ -> false;
        };
    }

    /// The relation with what another description says of columns of the same name and type.
    public static Relation completed(Relation relation, Relation other) {
        List<Column> columns = new ArrayList<>();
        for (Column column : relation.columns()) {
            columns.add(mayLack(column) ? completed(column, other) : column);
        }
        return columns.equals(relation.columns()) ? relation : relation.withColumns(columns);
    }

    /// Whether both describe rows of the same columns and identity.
    public static boolean isOfSameRows(Relation one, Relation other) {
        return one.identity() == other.identity()
                && one.columns().stream()
                        .map(SqlFacts::bare)
                        .toList()
                        .equals(other.columns().stream().map(SqlFacts::bare).toList());
    }

    private static Column bare(Column column) {
        return new Column(column.name(), column.typeOid(), column.identity(), column.type());
    }

    private static Column completed(Column column, Relation other) {
        Optional<Column> same =
                other.columns().stream()
                        .filter(one ->
                                one.name().equals(column.name())
                                        && one.typeOid() == column.typeOid())
                        .findFirst();
        return same.map(one ->
                        new Column(
                                column.name(),
                                column.typeOid(),
                                column.identity(),
                                one.type(),
                                one.sqlType(),
                                one.collation()))
                .orElse(column);
    }
}
