package dev.rowhook.reader.source;

import dev.rowhook.source.Identifiers;
import dev.rowhook.source.SourceConnections;
import dev.rowhook.source.SourceSettings;
import dev.rowhook.source.SourceSettings.PublicationSettings;
import dev.rowhook.source.SourceSettings.SlotSettings;

import java.sql.Connection;
import java.sql.SQLException;

/// Takes away what Rowhook made in a source: a forgotten slot would fill the tenant's disk with
/// WAL.
public final class SourceCleanup {
    private SourceCleanup() {}

    /// Drops the slot and the publications that are ours. Nobody streams any more.
    ///
    /// @return whether they are gone; a slot that somebody streams from stays, and all else with it
    public static boolean run(SourceConnections connections) throws SQLException {
        SourceSettings settings = connections.settings();
        try (Connection source = connections.open()) {
            if (settings.slot().create()) {
                Slot.drop(source, settings.slot().name());
                if (Slot.find(source, settings.slot().name()).isPresent()) {
                    return false;
                }
            }
            new Publications(settings.publication()).drop(source);
            return true;
        }
    }

    /// The SQL that does the same by hand, where the source cannot be reached.
    public static String sql(SlotSettings slot, PublicationSettings publication) {
        StringBuilder sql = new StringBuilder();
        if (slot.create()) {
            sql.append("select pg_drop_replication_slot('").append(slot.name()).append("'); ");
        }
        if (publication.create()) {
            sql.append(
                    "drop publication if exists %s, %s;"
                            .formatted(
                                    Identifiers.quote(publication.name()),
                                    Identifiers.quote(publication.insertsName())));
        }
        return sql.toString().strip();
    }
}
