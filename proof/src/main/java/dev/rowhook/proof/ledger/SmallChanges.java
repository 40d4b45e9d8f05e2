package dev.rowhook.proof.ledger;

import java.sql.SQLException;
import java.util.random.RandomGenerator;

/// Draws changes of single rows. Not thread-safe; the keys are shared by those of all writers.
final class SmallChanges {
    private static final int ENOUGH_KEYS = 200;

    private final SharedKeys keys;
    private final RandomGenerator random;

    SmallChanges(SharedKeys keys, RandomGenerator random) {
        this.keys = keys;
        this.random = random;
    }

    /// Makes one change, if nothing is in its way, and answers how many it made.
    int make(SourceSession session) throws SQLException {
        int draw = random.nextInt(100);
        if (draw < 8) {
            return insert(session, LedgerTable.EVENT);
        }
        LedgerTable table = LedgerTable.KEYED.get(draw % LedgerTable.KEYED.size());
        KeyPool known = keys.known(table);
        if (draw < 20 || known.size() < ENOUGH_KEYS) {
            return insertKnown(session, table);
        }
        int place = known.draw(random);
        int changes = change(session, table, known.get(place));
        if (changes == 0) {
            changes = fill(session, table, known.get(place));
        }
        if (changes == 0) {
            long key = keys.numbers().next();
            changes = session.execute(table, Step.INSERT, values(), key);
            known.set(place, key);
        }
        return changes;
    }

    private int insert(SourceSession session, LedgerTable table) throws SQLException {
        return session.execute(table, Step.INSERT, values(), keys.numbers().next());
    }

    private int insertKnown(SourceSession session, LedgerTable table) throws SQLException {
        long key = keys.numbers().next();
        keys.known(table).add(key, random);
        return session.execute(table, Step.INSERT, values(), key);
    }

    private int change(SourceSession session, LedgerTable table, long key) throws SQLException {
        int draw = random.nextInt(100);
        if (draw < 70) {
            return session.execute(table, Step.UPDATE, values(), key);
        }
        KeyPool vacant = keys.vacant(table);
        int changes;
        if (draw < 83) {
            changes = session.execute(table, Step.DELETE, values(), key);
        } else if (draw < 92 || vacant.size() == 0) {
            long target = keys.numbers().next();
            changes = session.execute(table, Step.MOVE, values(), key, target);
            keys.known(table).add(target, random);
        } else {
            long target = vacant.get(vacant.draw(random));
            changes = session.execute(table, Step.MOVE_TO_VACANT, values(), key, target);
        }
        if (changes > 0) {
            vacant.add(key, random);
        }
        return changes;
    }

    private int fill(SourceSession session, LedgerTable table, long key) throws SQLException {
        long uid = keys.numbers().next();
        return session.execute(table, Step.FILL, values(), key, uid, random.nextInt(2));
    }

    private long values() {
        return random.nextLong() >>> 20;
    }
}
