package dev.rowhook.proof.ledger;

import dev.rowhook.proof.ledger.SharedKeys.KeyRange;

import java.sql.SQLException;
import java.util.random.RandomGenerator;

/// Draws changes of many rows by one statement. Not thread-safe; the keys are shared by those of
/// all writers.
final class BigChanges {
    private static final int FEWEST = 500;
    private static final int RANGES = 12;
    private static final int KNOWN_OF_A_RANGE = 20;

    private final SharedKeys keys;
    private final RandomGenerator random;
    private final int most;

    BigChanges(SharedKeys keys, RandomGenerator random, int most) {
        this.most = Math.max(FEWEST, most);
        this.keys = keys;
        this.random = random;
    }

    /// Changes many rows, and answers how many.
    int make(SourceSession session) throws SQLException {
        int draw = random.nextInt(100);
        if (draw < 10) {
            return insert(session, LedgerTable.EVENT);
        }
        KeyRange range = draw < 45 ? null : keys.ranges().poll();
        if (range == null) {
            return insert(session, LedgerTable.KEYED.get(random.nextInt(3)));
        }
        if (draw < 75) {
            keys.ranges().add(range);
            return session.execute(
                    range.table(), Step.UPDATE_MANY, values(), range.first(), range.last());
        }
        if (draw < 88) {
            return session.execute(
                    range.table(), Step.DELETE_MANY, values(), range.first(), range.last());
        }
        long target = keys.numbers().next(range.size());
        keys.ranges().add(new KeyRange(range.table(), target, target + range.size() - 1));
        return session.execute(
                range.table(), Step.MOVE_MANY, values(), range.first(), range.last(), target);
    }

    private int insert(SourceSession session, LedgerTable table) throws SQLException {
        // The smaller ones are as many as the larger ones.
        double share = random.nextDouble();
        int count = (int) (FEWEST * Math.pow((double) most / FEWEST, share));
        long first = keys.numbers().next(count);
        long last = first + count - 1;
        if (table.hasKey() && keys.ranges().size() < RANGES) {
            keys.ranges().add(new KeyRange(table, first, last));
            for (int i = 0; i < KNOWN_OF_A_RANGE; i++) {
                keys.known(table).add(first + random.nextInt(count), random);
            }
        }
        return session.execute(table, Step.INSERT_MANY, values(), first, last);
    }

    private long values() {
        return random.nextLong() >>> 20;
    }
}
