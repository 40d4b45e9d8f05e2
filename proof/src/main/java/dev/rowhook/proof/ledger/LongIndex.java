package dev.rowhook.proof.ledger;

/// A map from 64 bits, which are expected to be as good as random, to row numbers. Twelve bytes a
/// place, and two to three places an entry. Not thread-safe.
final class LongIndex {
    private static final int NONE = -1;

    private long[] keys = new long[1 << 10];

    /// The row numbers plus one; 0 where there is no entry.
    private int[] rows = new int[keys.length];

    private int size;

    /// The row of a key, or -1.
    int get(long key) {
        return rows[placeOf(key)] - 1;
    }

    /// Enters a row, unless there is one already: that one is the answer then, and -1 otherwise.
    int putIfAbsent(long key, int row) {
        int place = placeOf(key);
        if (rows[place] != 0) {
            return rows[place] - 1;
        }
        keys[place] = key;
        rows[place] = row + 1;
        if (++size > keys.length / 2) {
            grow();
        }
        return NONE;
    }

    private int placeOf(long key) {
        int mask = keys.length - 1;
        int place = (int) key & mask;
        while (rows[place] != 0 && keys[place] != key) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldRows = rows;
        keys = new long[oldKeys.length * 2];
        rows = new int[keys.length];
        for (int i = 0; i < oldRows.length; i++) {
            if (oldRows[i] != 0) {
                int place = placeOf(oldKeys[i]);
                keys[place] = oldKeys[i];
                rows[place] = oldRows[i];
            }
        }
    }
}
