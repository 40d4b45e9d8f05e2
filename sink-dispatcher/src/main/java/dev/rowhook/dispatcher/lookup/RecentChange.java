package dev.rowhook.dispatcher.lookup;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;

/// A change that the log has.
public record RecentChange(LoggedChange logged, Relation relation, RowChange change) {

    /// Says which change it is, never what it holds.
    @Override
    public String toString() {
        return logged.toString();
    }
}
