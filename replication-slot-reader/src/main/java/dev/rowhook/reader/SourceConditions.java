package dev.rowhook.reader;

import dev.rowhook.changelog.Lease;
import dev.rowhook.reader.source.SourceCondition;

import java.util.List;

/// What is told about one database, by the two sides that look at it. Thread-safe.
final class SourceConditions {
    /// The codes that [#tables] may let stand; all others are of the stream.
    private static final List<String> OF_TABLES =
            List.of("table_missing", "table_not_published", "table_not_owned");

    private final Conditions conditions;
    private final Lease lease;

    SourceConditions(Conditions conditions, Lease lease) {
        this.conditions = conditions;
        this.lease = lease;
    }

    /// Why the slot is not streamed; nothing if it is.
    void streaming(List<SourceCondition> standing) {
        conditions.replace(lease, code -> code.notIn(OF_TABLES), standing);
    }

    /// What is the matter with the tables of the sinks.
    void tables(List<SourceCondition> standing) {
        conditions.replace(lease, code -> code.in(OF_TABLES), standing);
    }
}
