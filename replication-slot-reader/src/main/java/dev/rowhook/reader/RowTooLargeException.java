package dev.rowhook.reader;

import dev.rowhook.core.Lsn;
import dev.rowhook.core.change.TableName;

/// The source sent a row that is larger than what is read.
final class RowTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param commit where the row's transaction commits
    /// @param bytes the size of the row as it was sent
    RowTooLargeException(TableName table, Lsn commit, long bytes, long limit) {
        super(
                "A row of %s in the transaction that commits at %s has %d bytes, more than the %d that this server reads."
                        .formatted(table, commit, bytes, limit));
    }
}
