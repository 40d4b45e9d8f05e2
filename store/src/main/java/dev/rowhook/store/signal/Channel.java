package dev.rowhook.store.signal;

/// What a notification is about. Its payload is the id of a database, or nothing: any.
public enum Channel {
    /// Settings were saved.
    SETTINGS("rowhook_settings"),
    /// What somebody waits for is in effect.
    APPLIED("rowhook_applied"),
    /// A database was given back, and is free.
    LEASES("rowhook_leases"),
    BACKFILLS("rowhook_backfills"),
    ERASURES("rowhook_erasures"),
    /// Somebody watches a database, for the next while.
    WATCHED("rowhook_watched"),
    /// Positions, counts, attempts or backfills of a database that is watched were written.
    CHANGED("rowhook_changed");

    private final String id;

    Channel(String id) {
        this.id = id;
    }

    /// Its name in Postgres.
    String id() {
        return id;
    }
}
