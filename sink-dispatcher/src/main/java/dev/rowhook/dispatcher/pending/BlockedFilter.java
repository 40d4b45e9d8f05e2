package dev.rowhook.dispatcher.pending;

/// Which groups may have pending rows: a counting Bloom filter over the rows, of fixed size. It
/// never denies a group that has some. Not thread-safe.
public final class BlockedFilter {
    private static final int SLOTS = 1 << 16;
    private static final int MASK = SLOTS - 1;

    private final int[] rows = new int[SLOTS];

    public void add(long group) {
        add(group, 1);
    }

    void add(long group, int count) {
        rows[first(group)] += count;
        rows[second(group)] += count;
    }

    public void remove(long group) {
        add(group, -1);
    }

    public boolean mayHold(long group) {
        return rows[first(group)] > 0 && rows[second(group)] > 0;
    }

    private static int first(long group) {
        return (int) mix(group) & MASK;
    }

    private static int second(long group) {
        return (int) (mix(group) >>> 32) & MASK;
    }

    /// The finalizer of MurmurHash3.
    private static long mix(long group) {
        long hash = (group ^ (group >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
