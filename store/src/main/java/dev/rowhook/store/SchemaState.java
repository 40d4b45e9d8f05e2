package dev.rowhook.store;

/// What the schema of Rowhook's own Postgres is to this version.
public sealed interface SchemaState {
    /// It is of this version.
    record Current(String version) implements SchemaState {}

    /// It lacks migrations up to `newest`; `version` is empty where there is none at all.
    record Older(String version, String newest) implements SchemaState {}

    /// A newer version has migrated it.
    record Newer(String version, String newest) implements SchemaState {}

    /// A migration failed half-way, or is not the one that this version knows.
    record Foreign(String version) implements SchemaState {}
}
