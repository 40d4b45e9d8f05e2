package dev.rowhook.filter.match;

import dev.rowhook.core.change.LogicalMessageBody;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.FilterException;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// What one sink wants, made ready for one relation version: it fits, or it is broken. Shares the
/// change that is judged with all sinks of its [TableMatch]. Not thread-safe.
public final class SinkMatch {
    private final TableMatch table;
    private final Selection selection;
    private final TableName name;
    private final @Nullable SharedFilter filter;
    private final @Nullable ChangedColumns changed;
    private final @Nullable FilterException broken;

    SinkMatch(
            TableMatch table,
            Selection selection,
            @Nullable SharedFilter filter,
            @Nullable ChangedColumns changed,
            @Nullable FilterException broken) {
        this.table = table;
        this.selection = selection;
        this.name = table.relation().name();
        this.filter = filter;
        this.changed = changed;
        this.broken = broken;
    }

    /// A match of one sink alone.
    ///
    /// @param newest the newest versions of the other tables
    public static SinkMatch of(
            Selection selection,
            Relation relation,
            Function<TableName, Optional<Relation>> newest) {
        return new TableMatch(relation).match(selection, newest);
    }

    /// The table and the change, for all its sinks.
    public TableMatch table() {
        return table;
    }

    /// Why it does not fit, if it does not.
    public Optional<FilterException> broken() {
        return Optional.ofNullable(broken);
    }

    /// Judges the change that the table was [shown][TableMatch#show].
    public Ruling ruling() {
        RowChange change = table.change();
        if (!selection.includes(name, change.action())) {
            return Ruling.UNWANTED;
        }
        if (change.action() == Action.MESSAGE) {
            return selection.wantsMessage(LogicalMessageBody.prefix(change))
                    ? Ruling.WANTED
                    : Ruling.UNWANTED;
        }
        if (!change.action().isOfRow()) {
            return Ruling.WANTED;
        }
        if (broken != null) {
            return Ruling.BROKEN;
        }
        Ruling columns = changed == null ? Ruling.WANTED : changed.ruling(change);
        if (columns == Ruling.UNWANTED || filter == null) {
            return columns;
        }
        Ruling passes = filter.ruling(table.number(), table.row());
        return passes == Ruling.WANTED ? columns : passes;
    }

    /// Whether an update that is [unwanted][Ruling#UNWANTED] may have let its row leave the filter,
    /// and the sink hears of it as of a delete. What cannot be decided counts as yes: a receiver
    /// that is told of a row which it never had does nothing.
    public boolean mayHaveLeft() {
        if (!selection.hearsOfLeaving() || filter == null || broken != null) {
            return false;
        }
        boolean isUpdate = table.change().action() == Action.UPDATE;
        return isUpdate
                && filter.ruling(table.number(), table.row()) == Ruling.UNWANTED
                && filter.rulingOf(table.before()) != Ruling.UNWANTED;
    }

    /// Why the last ruling was [Ruling#FAILED], if it was.
    public Optional<RuntimeException> failure() {
        return filter == null ? Optional.empty() : filter.failure();
    }

    /// The columns, by name, whose old values decide and which the replica identity does not give:
    /// updates and deletes may be undecided for them.
    public Set<String> undecidable() {
        Set<String> names = new TreeSet<>();
        boolean updates = selection.includes(name, Action.UPDATE);
        boolean deletes = selection.includes(name, Action.DELETE);
        if (filter != null && (updates || deletes)) {
            filter.filter().oldColumns().forEach(column -> addUnknown(names, column));
        }
        if (filter != null && deletes) {
            filter.filter().columns().forEach(column -> addUnknown(names, column));
        }
        if (changed != null && updates) {
            changed.columns().forEach(column -> addUnknown(names, column));
        }
        return names;
    }

    private void addUnknown(Set<String> names, int column) {
        var described = table.relation().columns().get(column);
        if (!described.identity()) {
            names.add(described.name());
        }
    }
}
