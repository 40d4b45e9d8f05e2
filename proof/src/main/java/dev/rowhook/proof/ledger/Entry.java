package dev.rowhook.proof.ledger;

/// What the ledger says of one change that was committed.
///
/// @param key the number of the row's key after the change, or before it for a delete
/// @param turn the place of the change among all changes that the key was part of, from 1; 0 in a
///   table without keys
/// @param oldKey the key that an update moved the row away from
/// @param oldTurn the place among the changes of the old key; 0 where the key stayed
record Entry(Change change, long key, int turn, long oldKey, int oldTurn, long transaction) {
    boolean movesKey() {
        return oldTurn > 0;
    }
}
