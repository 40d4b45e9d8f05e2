package dev.rowhook.api.filter;

import dev.rowhook.core.change.RowChange;
import dev.rowhook.filter.FilterColumn;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterTable;
import dev.rowhook.filter.eval.ChangedRow;
import dev.rowhook.filter.eval.Explanation;
import dev.rowhook.filter.eval.Filter;
import dev.rowhook.filter.eval.Verdict;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A filter and the columns of which an update has to change one, as a sink judges by both. Not
/// thread-safe.
final class TestedFilter {
    private final ChangedRow row;
    private final Optional<Filter> columns;
    private final Optional<Filter> filter;

    private TestedFilter(ChangedRow row, Optional<Filter> columns, Optional<Filter> filter) {
        this.row = row;
        this.columns = columns;
        this.filter = filter;
    }

    /// @throws FilterException if it does not fit the table
    static TestedFilter of(Matching matching, FilterTable table) throws FilterException {
        Optional<Filter> columns = Optional.empty();
        if (!matching.columns().isEmpty()) {
            columns = Optional.of(Filter.compile(changed(matching.columns()), table));
        }
        Optional<Filter> filter = Optional.empty();
        if (matching.filter().of(table.name()).isPresent()) {
            filter = Optional.of(Filter.compile(matching.filter().of(table.name()).get(), table));
        }
        return new TestedFilter(new ChangedRow(table), columns, filter);
    }

    /// What `columns` means, as a filter.
    private static String changed(List<String> columns) {
        return columns.stream()
                .map(name -> "changed(\"%s\")".formatted(name.replace("\"", "\"\"")))
                .collect(Collectors.joining(" or "));
    }

    /// Both have to pass; the columns are looked at first.
    FilterVerdict judge(RowChange change) {
        row.set(change);
        Optional<Explanation> byColumns = columns.map(one -> one.explain(row));
        Optional<Explanation> byFilter = filter.map(one -> one.explain(row));
        boolean columnsDecide =
                byFilter.isEmpty()
                        || is(byColumns, Verdict.FAILS)
                        || (is(byFilter, Verdict.PASSES) && is(byColumns, Verdict.UNDECIDED));
        if (columnsDecide) {
            return byColumns
                    .map(explanation -> FilterVerdict.of(explanation, columns.orElseThrow().text()))
                    .orElseGet(FilterVerdict::passing);
        }
        return FilterVerdict.of(byFilter.orElseThrow(), filter.orElseThrow().text());
    }

    /// The columns whose old values it needs, and which the replica identity does not tell.
    List<String> undecidable() {
        FilterTable table = row.table();
        return Stream.concat(columns.stream(), filter.stream())
                .flatMap(one -> one.oldColumns().stream())
                .map(table.columns()::get)
                .filter(column -> !column.identity())
                .map(FilterColumn::name)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean is(Optional<Explanation> explanation, Verdict verdict) {
        return explanation.flatMap(Explanation::verdict).filter(verdict::equals).isPresent();
    }
}
