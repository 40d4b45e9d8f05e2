package dev.rowhook.core.change;

/// An insert, update or delete of one row, taken apart.
///
/// `oldRow` and `newRow` are rows without columns where the change has none. Under [OldRow#KEY] the
/// columns outside the replica identity are NULL in `oldRow`, whatever they were. Immutable.
public record RowChange(
        Action action, int relationOid, OldRow oldKind, Tuple oldRow, Tuple newRow) {

    /// What happened to the row.
    public enum Action {
        INSERT,
        UPDATE,
        DELETE
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

    /// Takes apart the body of a `pgoutput` message of protocol version 1, from its type letter on.
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
