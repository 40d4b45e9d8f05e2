package dev.rowhook.changelog;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;

/// The right to write for a database. A write bears its `epoch` and fails once another lease was
/// taken.
public record Lease(AccountId account, DatabaseId database, long epoch) {}
