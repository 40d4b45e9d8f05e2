package dev.rowhook.api.filter;

import dev.rowhook.api.database.TableShape;
import dev.rowhook.api.problem.FieldError;
import dev.rowhook.api.problem.Problem;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterTable;
import dev.rowhook.filter.eval.Filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Judges whether filters fit the tables of a source, as these are now. Not thread-safe.
public final class FilterCheck {

    private final Map<TableName, List<TableShape>> shapes;
    private final String place;
    private final List<FieldError> errors = new ArrayList<>();

    /// @param shapes what the source says of the tables; of one that is partitioned, itself first
    public FilterCheck(Map<TableName, List<TableShape>> shapes) {
        this(shapes, "");
    }

    /// @param place where the filter stands in the request, a JSON pointer
    public FilterCheck(Map<TableName, List<TableShape>> shapes, String place) {
        this.shapes = shapes;
        this.place = place;
    }

    /// @param tables those of the sink
    /// @throws ProblemException if a filter does not fit, with its place
    public void check(Matching matching, List<TableName> tables) {
        if (matching.takesAll()) {
            return;
        }
        for (TableName table : matching.filter().byTable().keySet()) {
            if (!tables.contains(table)) {
                error(pointer(matching, table), "unknown_table", "The sink does not have it.");
            }
        }
        tables.forEach(table -> compile(matching, table));
        checkColumns(matching.columns(), tables);
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    new Problem(
                            ProblemCode.FILTER_INVALID,
                            "The filter does not fit the tables.",
                            errors));
        }
    }

    private void compile(Matching matching, TableName table) {
        matching.filter()
                .of(table)
                .ifPresent(text -> compile(text, table, pointer(matching, table)));
    }

    private void compile(String text, TableName table, String pointer) {
        if (shape(table).isEmpty()) {
            error(pointer, "unknown_table", "There is no table %s yet.".formatted(table));
            return;
        }
        FilterTable known = shape(table).getFirst().table();
        try {
            Filter.compile(text, known);
        } catch (FilterException e) {
            error(pointer, code(e), told(e, table));
        }
    }

    private static String code(FilterException exception) {
        return "filter_" + exception.code().name().toLowerCase(Locale.ROOT);
    }

    private static String told(FilterException exception, TableName table) {
        return "Line %d, column %d, for %s: %s"
                .formatted(exception.line(), exception.column(), table, exception.getMessage());
    }

    /// Each column is one of some table, and each table has one of them: else its updates would
    /// never count.
    private void checkColumns(List<String> columns, List<TableName> tables) {
        if (columns.isEmpty()) {
            return;
        }
        Set<String> known = new TreeSet<>();
        for (TableName table : tables) {
            Set<String> own = new TreeSet<>();
            shape(table).stream().limit(1).forEach(shape -> own.addAll(shape.columns()));
            known.addAll(own);
            if (columns.stream().noneMatch(own::contains)) {
                error(
                        "/columns",
                        "unknown_column",
                        "%s has none of these columns: none of its updates would count."
                                .formatted(table));
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            if (!known.contains(columns.get(i))) {
                error(
                        "/columns/" + i,
                        "unknown_column",
                        "No table of the sink has it. Columns are: %s."
                                .formatted(String.join(", ", known)));
            }
        }
    }

    private List<TableShape> shape(TableName table) {
        return shapes.getOrDefault(table, List.of());
    }

    private static String pointer(Matching matching, TableName table) {
        String own = "/filter/" + table.toString().replace("~", "~0").replace("/", "~1");
        return matching.filter().forAll().isPresent() ? "/filter" : own;
    }

    private void error(String pointer, String code, String detail) {
        FieldError error = new FieldError(place + pointer, code, detail);
        if (!errors.contains(error)) {
            errors.add(error);
        }
    }
}
