package dev.rowhook.reader;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LogExpiry;
import dev.rowhook.reader.source.SourceCondition;

import java.util.List;

/// What is told about one database, by the two sides that look at it. Thread-safe.
final class SourceConditions {
    /// The codes that [#tables] may let stand.
    private static final List<String> OF_TABLES =
            List.of("table_missing", "table_not_published", "table_not_owned");

    /// The codes that [#log] may let stand; all others are of the stream.
    private static final List<String> OF_LOG =
            List.of("log_filling", "log_nearly_full", LogExpiry.CODE);

    private final Conditions conditions;
    private final Lease lease;

    SourceConditions(Conditions conditions, Lease lease) {
        this.conditions = conditions;
        this.lease = lease;
    }

    /// Why the slot is not streamed; nothing if it is.
    void streaming(List<SourceCondition> standing) {
        conditions.replace(lease, code -> code.notIn(OF_TABLES).and(code.notIn(OF_LOG)), standing);
    }

    /// What is the matter with the tables of the sinks.
    void tables(List<SourceCondition> standing) {
        conditions.replace(lease, code -> code.in(OF_TABLES), standing);
    }

    /// How little room there is for the log.
    void log(List<SourceCondition> standing) {
        conditions.replace(lease, code -> code.in(OF_LOG), standing);
    }
}
