package dev.rowhook.reader.source;

import dev.rowhook.source.Identifiers;
import dev.rowhook.source.SourceConnections;
import dev.rowhook.source.SourceSettings;

import java.sql.Connection;
import java.sql.SQLException;

/// Takes away what Rowhook made in a source: a forgotten slot would fill the tenant's disk with
/// WAL.
public final class SourceCleanup {
    private SourceCleanup() {}

    /// Drops the slot and the publications that are ours. Nobody streams any more.
    public static void run(SourceConnections connections) throws SQLException {
        SourceSettings settings = connections.settings();
        try (Connection source = connections.open()) {
            if (settings.slot().create()) {
                Slot.drop(source, settings.slot().name());
            }
            new Publications(settings.publication()).drop(source);
        }
    }

    /// The SQL that does the same by hand, where the source cannot be reached.
    public static String sql(SourceSettings settings) {
        StringBuilder sql = new StringBuilder();
        if (settings.slot().create()) {
            sql.append("select pg_drop_replication_slot('")
                    .append(settings.slot().name())
                    .append("'); ");
        }
        if (settings.publication().create()) {
            sql.append(
                    "drop publication if exists %s, %s;"
                            .formatted(
                                    Identifiers.quote(settings.publication().name()),
                                    Identifiers.quote(settings.publication().insertsName())));
        }
        return sql.toString().strip();
    }
}
