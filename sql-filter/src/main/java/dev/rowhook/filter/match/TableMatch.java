package dev.rowhook.filter.match;

import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterTable;
import dev.rowhook.filter.eval.ChangedRow;
import dev.rowhook.filter.eval.Filter;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One relation version, and what sinks want of its changes: a change is taken apart once for all
/// of them, and equal filters are evaluated once. Not thread-safe.
public final class TableMatch {
    private final Relation relation;
    private final FilterTable table;
    private final ChangedRow row;
    private final Map<String, SharedFilter> filters = new HashMap<>();
    private @Nullable RowChange change;
    private long number;
    private @Nullable ChangedRow before;
    private long beforeNumber;

    public TableMatch(Relation relation) {
        this.relation = relation;
        this.table = FilterTable.of(relation);
        this.row = new ChangedRow(table);
    }

    /// What a sink wants, made ready for the table.
    ///
    /// @param newest the newest versions of the other tables
    public SinkMatch match(Selection selection, Function<TableName, Optional<Relation>> newest) {
        OtherTables others = new OtherTables(selection, relation.name(), newest);
        @Nullable String text = selection.filters().get(relation.name());
        try {
            SharedFilter filter = text == null ? null : filter(text);
            ChangedColumns changed =
                    selection.changedColumns().isEmpty()
                            ? null
                            : ChangedColumns.of(selection.changedColumns(), relation, others);
            return new SinkMatch(this, selection, filter, changed, null);
        } catch (FilterException e) {
            return new SinkMatch(this, selection, null, null, e);
        }
    }

    private SharedFilter filter(String text) throws FilterException {
        SharedFilter known = filters.get(text);
        if (known != null) {
            return known;
        }
        SharedFilter compiled = new SharedFilter(Filter.compile(text, table));
        filters.put(text, compiled);
        return compiled;
    }

    /// From here on its sinks judge this change.
    public void show(RowChange shown) {
        change = shown;
        number++;
        row.set(shown);
    }

    public Relation relation() {
        return relation;
    }

    RowChange change() {
        if (change == null) {
            throw new IllegalStateException("no change was shown");
        }
        return change;
    }

    /// Of the change, rising.
    long number() {
        return number;
    }

    ChangedRow row() {
        return row;
    }

    /// The row as it was before the change, as if that were all: what the source did not say of it
    /// is missing.
    ChangedRow before() {
        if (before == null || beforeNumber != number) {
            before = before == null ? new ChangedRow(table) : before;
            before.set(RowBefore.of(change(), relation));
            beforeNumber = number;
        }
        return before;
    }

    /// How often filters were evaluated.
    long evaluations() {
        return filters.values().stream().mapToLong(SharedFilter::evaluations).sum();
    }
}
