package dev.rowhook.proof.ledger;

/// What a load did so far. Commits whose outcome the writer did not learn are not counted.
///
/// @param rolledBack transactions that were rolled back on purpose
/// @param conflicts transactions that lost against another
public record Committed(
        long transactions, long changes, long rolledBack, long conflicts, long lostConnections) {

    @Override
    public String toString() {
        return "%d changes in %d transactions, %d rolled back, %d conflicts, %d connections lost"
                .formatted(changes, transactions, rolledBack, conflicts, lostConnections);
    }
}
