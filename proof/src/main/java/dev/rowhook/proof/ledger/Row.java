package dev.rowhook.proof.ledger;

/// What is kept of a row as JSON.
///
/// @param named whether the row says its uid; else all else but the key is missing, too
/// @param rest the digest of all columns but `body`
/// @param body the digest of the column `body`, 0 where it is missing
/// @param sealed whether the seal is that of the values
record Row(boolean named, long uid, int version, long rest, long body, boolean sealed) {}
