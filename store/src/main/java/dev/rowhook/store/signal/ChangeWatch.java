package dev.rowhook.store.signal;

import dev.rowhook.core.DatabaseId;

/// Is told what may be watched. Thread-safe.
@FunctionalInterface
public interface ChangeWatch {
    /// Positions, counts, attempts or backfills of the database were written. To be called after
    /// the transaction that wrote them, once for all of it; returns at once.
    void changed(DatabaseId database);
}
