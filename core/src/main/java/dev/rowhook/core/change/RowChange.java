package dev.rowhook.core.change;

import dev.rowhook.core.BackfillId;

import java.util.Optional;

/// An insert, update, delete or read of one row, the truncate of a table, a logical message, or a
/// mark of a backfill, taken apart.
///
/// `oldRow` and `newRow` are rows without columns where the change has none. Under [OldRow#KEY] the
/// columns outside the replica identity are NULL in `oldRow`, whatever they were. Immutable.
///
/// @param backfill the one that read the row, or that the mark is of
public record RowChange(
        Action action,
        int relationOid,
        OldRow oldKind,
        Tuple oldRow,
        Tuple newRow,
        Optional<BackfillId> backfill) {

    /// A change of the source.
    public RowChange(Action action, int relationOid, OldRow oldKind, Tuple oldRow, Tuple newRow) {
        this(action, relationOid, oldKind, oldRow, newRow, Optional.empty());
    }

    /// What happened to the row.
    public enum Action {
        INSERT,
        UPDATE,
        DELETE,
        /// All rows of the table are gone, whatever they were.
        TRUNCATE,
        /// No row of a table: what somebody wrote with `pg_logical_emit_message`.
        MESSAGE,
        /// Nothing: a backfill has read it.
        READ,
        /// No row: the reads of a backfill of the table begin here.
        BACKFILL_STARTED,
        /// No row: the reads of a backfill of the table end here.
        BACKFILL_COMPLETED;

        /// Whether it is of a backfill and not of a row.
        public boolean isMark() {
            return this == BACKFILL_STARTED || this == BACKFILL_COMPLETED;
        }

        /// Whether it is of a row of a table, so that conditions may be put to it.
        public boolean isOfRow() {
            return !isMark() && this != TRUNCATE && this != MESSAGE;
        }

        /// Whether it says a row, of a table or not.
        public boolean saysRow() {
            return isOfRow() || this == MESSAGE;
        }
    }

    /// What the source said of the row as it was before.
    public enum OldRow {
        /// Nothing. Of an update: the replica identity did not change.
        NONE,
        /// The columns of the replica identity.
        KEY,
        /// All of it.
        FULL
    }

    /// Takes apart the body of a `pgoutput` message of protocol version 1, from its type letter on,
    /// or what [BackfillBody], [TruncateBody] or [LogicalMessageBody] has made.
    ///
    /// @throws MalformedChangeException if the bytes end early, go on after the message, hold an
    ///   unknown code or a value in binary, or are not of `relation`
    public static RowChange decode(byte[] body, Relation relation) {
        RowChange change = new RowChangeDecoder(body, relation.columns().size()).decode();
        if (change.relationOid != relation.oid()) {
            throw new MalformedChangeException(
                    "row of relation %d where one of %d is expected"
                            .formatted(change.relationOid, relation.oid()));
        }
        return change;
    }
}
