package dev.rowhook.api.sink;

import dev.rowhook.api.database.TableShape;
import dev.rowhook.api.problem.FieldError;
import dev.rowhook.api.problem.Problem;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.change.TableName;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Judges whether the columns of `group_by` keep an order.
///
/// They have to be part of the replica identity of every table, or it be full. Else a delete would
/// not tell its group, overtake an insert that waits, and the insert would later bring the row
/// back.
final class GroupColumns {
    private static final ProblemCode CODE = ProblemCode.GROUP_BY_NOT_IN_IDENTITY;

    private GroupColumns() {}

    /// @param shapes what the source says of the tables
    /// @throws ProblemException if they do not
    static void check(
            GroupBy groupBy, List<TableName> tables, Map<TableName, List<TableShape>> shapes) {
        if (!groupBy.isColumns()) {
            return;
        }
        List<FieldError> errors = new ArrayList<>();
        for (TableName table : tables) {
            List<TableShape> known = shapes.getOrDefault(table, List.of());
            if (known.isEmpty()) {
                errors.add(error("There is no table %s yet.".formatted(table)));
            }
            for (TableShape shape : known) {
                judge(groupBy.columns(), shape, errors);
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    new Problem(
                            CODE, "By these columns a delete would not tell its group.", errors));
        }
    }

    private static void judge(List<String> columns, TableShape shape, List<FieldError> errors) {
        List<String> missing = without(columns, shape.columns());
        if (!missing.isEmpty()) {
            errors.add(
                    error(
                            "%s has no column %s."
                                    .formatted(shape.name(), String.join(", ", missing))));
            return;
        }
        List<String> untold = without(columns, shape.identity());
        if (!untold.isEmpty()) {
            errors.add(
                    error(
                            "The replica identity of %s does not hold %s. What mends it: alter table %s replica identity full;"
                                    .formatted(
                                            shape.name(),
                                            String.join(", ", untold),
                                            shape.name())));
        }
    }

    private static List<String> without(List<String> columns, Set<String> known) {
        return columns.stream().filter(column -> !known.contains(column)).toList();
    }

    private static FieldError error(String detail) {
        return new FieldError("/group_by", CODE.text(), detail);
    }
}
