package dev.rowhook.proof.ledger;

/// One change of one row.
///
/// @param uid the row's identity, which it keeps when its key changes and when it is inserted again
/// @param version 1, 2, 3 … over the whole life of a uid, deletes included
public record Change(LedgerTable table, long uid, int version, Action action) {

    @Override
    public String toString() {
        return "%s %d of %s %d".formatted(action.wireName(), version, table.sqlName(), uid);
    }
}
