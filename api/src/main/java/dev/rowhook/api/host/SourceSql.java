package dev.rowhook.api.host;

import dev.rowhook.api.database.ConnectionSettings.Publication;
import dev.rowhook.api.database.ConnectionSettings.Slot;

/// Writes the SQL that takes away what Rowhook made at a source.
public interface SourceSql {
    /// Empty if all there is the tenant's own.
    String dropping(Slot slot, Publication publication);
}
