package dev.rowhook.store;

/// The roles of Rowhook's own Postgres.
public final class Roles {
    /// Owns the schema and migrates it. No pool connects as it.
    public static final String OWNER = "rowhook_owner";

    /// The REST interface: row-level security binds it to the account that its transaction names.
    public static final String API = "rowhook_api";

    /// Slot readers and sink workers: sees all accounts, and owns the segments of the log.
    public static final String WORKER = "rowhook_worker";

    /// Users, their passwords and sessions, which are of no account: it reads and writes a schema
    /// of its own, and nothing of tenants but through functions.
    public static final String IDENTITY = "rowhook_identity";

    private Roles() {}
}
