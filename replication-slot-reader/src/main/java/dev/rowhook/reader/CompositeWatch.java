package dev.rowhook.reader;

import dev.rowhook.changelog.RelationCatalog;
import dev.rowhook.core.change.Relation;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// Describes tables anew whose composites have other attributes than they were described with: that
/// is the one change of a table that the stream does not tell. Not thread-safe.
final class CompositeWatch {
    private final RelationDescriber describer;
    private final RelationCatalog relations;

    /// What versions are described as anew: themselves, where the catalogue says no more.
    private final Map<Integer, Relation> renewed = new HashMap<>();

    CompositeWatch(RelationDescriber describer, RelationCatalog relations) {
        this.describer = describer;
        this.relations = relations;
    }

    /// The description to read a change by that does not fit. The catalogue is asked once of each
    /// version.
    Relation renewed(Relation relation) throws SQLException {
        Relation known = renewed.get(relation.version());
        if (known == null) {
            known = relations.describe(describer.renew(relation));
            renewed.put(relation.version(), known);
        }
        return known;
    }
}
