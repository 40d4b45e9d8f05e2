package dev.rowhook.api.database;

/// Asks a source which tables it has.
public interface TableLister {
    /// Connects by `settings` and lists tables, by name.
    TableListing list(ConnectionSettings settings, TableQuery query);
}
