package dev.rowhook.api.database;

import dev.rowhook.core.DatabaseId;

/// A database that was saved, and the version of its settings that has it so.
record SavedDatabase(DatabaseId database, long settingsVersion) {}
