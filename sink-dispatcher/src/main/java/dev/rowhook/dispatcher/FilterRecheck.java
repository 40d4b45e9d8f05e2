package dev.rowhook.dispatcher;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.Relations;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.filter.match.Ruling;
import dev.rowhook.filter.match.Selection;
import dev.rowhook.filter.match.SinkMatch;

/// Asks a sink's filter again about a change for which it had ended with an error. Thread-safe.
final class FilterRecheck {
    private final Selection selection;
    private final Relations relations;

    FilterRecheck(Selection selection, Relations relations) {
        this.selection = selection;
        this.relations = relations;
    }

    /// Whether it ends with an error still.
    boolean fails(LoggedChange change) {
        Relation relation = relations.get(change.relation());
        SinkMatch match = new VersionMatches(selection, relations).of(relation);
        match.table().show(RowChange.decode(change.body(), relation));
        return match.ruling() == Ruling.FAILED;
    }
}
