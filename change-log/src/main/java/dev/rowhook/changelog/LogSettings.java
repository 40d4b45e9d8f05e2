package dev.rowhook.changelog;

import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;

import java.util.List;
import java.util.Set;

/// What appends heed, as of one version of a database's settings.
///
/// @param covered tables whose changes are appended whether or not a sink wants them
public record LogSettings(long version, List<Sink> sinks, Set<TableName> covered) {
    public LogSettings {
        sinks = List.copyOf(sinks);
        covered = Set.copyOf(covered);
    }

    /// A sink that changes are tagged for.
    ///
    /// @param matchVersion the version since which it wants what it wants
    /// @param start where it begins if it has not yet
    /// @param enabled whether it is to go on if it is off
    public record Sink(
            SinkId id, long matchVersion, Set<TableName> tables, LogPlace start, boolean enabled) {
        public Sink {
            tables = Set.copyOf(tables);
        }
    }
}
