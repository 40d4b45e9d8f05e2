package dev.rowhook.dispatcher;

import dev.rowhook.changelog.Relations;
import dev.rowhook.core.change.Relation;
import dev.rowhook.filter.match.Selection;
import dev.rowhook.filter.match.SinkMatch;
import dev.rowhook.filter.match.SqlFacts;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// What a sink wants, made ready for each relation version that it meets. One thread.
///
/// A version that was described when nobody had a filter on the table borrows what the catalogue
/// says of its columns from the newest one.
final class VersionMatches {
    private final Selection selection;
    private final Relations relations;
    private final Map<Integer, Made> made = new HashMap<>();

    /// For what it was made: a number may come to name another version as long as no append has
    /// named it.
    private record Made(SinkMatch match, Relation relation, Relation newest) {

        boolean isFor(Relation one, Relation newestOne) {
            return relation.equals(one) && newest.equals(newestOne);
        }
    }

    VersionMatches(Selection selection, Relations relations) {
        this.selection = selection;
        this.relations = relations;
    }

    SinkMatch of(Relation relation) {
        Relation newest = newest(relation);
        @Nullable Made known = made.get(relation.version());
        if (known != null && known.isFor(relation, newest)) {
            return known.match();
        }
        SinkMatch match =
                SinkMatch.of(selection, SqlFacts.completed(relation, newest), relations::newest);
        made.put(relation.version(), new Made(match, relation, newest));
        return match;
    }

    /// Whether what the sink wants fits the table as it is now.
    boolean fitsNewest(Relation relation) {
        return of(newest(relation)).broken().isEmpty();
    }

    private Relation newest(Relation relation) {
        return relations.newest(relation.name()).orElse(relation);
    }
}
