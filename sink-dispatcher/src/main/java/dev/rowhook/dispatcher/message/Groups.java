package dev.rowhook.dispatcher.message;

/// The groups of one change. `first` counts unless it is a barrier, `second` only if there are two.
public record Groups(long first, long second, Kind kind) {

    /// How many groups a change belongs to.
    public enum Kind {
        ONE,
        /// The change moves a row from group `first` to group `second`, or has to wait for both.
        TWO,
        /// Not known: it waits for all before it, and all after it wait for it.
        BARRIER
    }

    private static final Groups UNKNOWN = new Groups(0, 0, Kind.BARRIER);

    static Groups one(long group) {
        return new Groups(group, 0, Kind.ONE);
    }

    static Groups of(long first, long second) {
        return first == second ? one(first) : new Groups(first, second, Kind.TWO);
    }

    static Groups barrier() {
        return UNKNOWN;
    }
}
