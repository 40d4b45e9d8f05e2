package dev.rowhook.backfill.page;

import dev.rowhook.core.change.Relation;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterTable;
import dev.rowhook.filter.resolve.Resolver;
import dev.rowhook.filter.resolve.WhereClause;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The filters of a sink and of a backfill as conditions in SQL.
public record Conditions(Optional<String> sink, Optional<String> backfill) {

    /// @throws TableRefusedException if one does not fit the table
    public static Conditions of(
            Relation relation, Optional<String> sinkFilter, Optional<String> backfillFilter)
            throws TableRefusedException {
        FilterTable table = FilterTable.of(relation);
        try {
            Optional<String> sink = condition(sinkFilter, table);
            try {
                return new Conditions(sink, condition(backfillFilter, table));
            } catch (FilterException e) {
                throw new TableRefusedException(
                        new Trouble(
                                "backfill_filter_broken",
                                "The filter of the backfill does not fit %s: %s"
                                        .formatted(relation.name(), e.getMessage()),
                                "Start another backfill with a filter that fits."));
            }
        } catch (FilterException e) {
            throw new TableRefusedException(
                    new Trouble(
                            "filter_broken",
                            "The filter of the sink does not fit %s: %s"
                                    .formatted(relation.name(), e.getMessage()),
                            "Edit the filter of the sink, and resume the backfill."));
        }
    }

    private static Optional<String> condition(Optional<String> filter, FilterTable table)
            throws FilterException {
        return filter.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        WhereClause.of(Resolver.resolve(filter.get(), table), PageQuery.ALIAS));
    }

    /// Those that hold of all rows of a page.
    ///
    /// @param open whether that of the sink is left to its worker
    List<String> all(boolean open) {
        List<String> all = new ArrayList<>();
        backfill.ifPresent(all::add);
        sink.filter(_ -> !open).ifPresent(all::add);
        return all;
    }
}
