package dev.rowhook.changelog;

import java.io.Serial;

/// A write came too late: another owner has taken the database, or the store was set back to before
/// what this owner knows of it. Nothing of the transaction was kept. Whoever owned it stops its
/// reader and its workers.
public final class LeaseLostException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    public LeaseLostException(Lease lease) {
        super("lease %d of database %s is lost".formatted(lease.epoch(), lease.database()));
    }
}
