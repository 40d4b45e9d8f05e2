package dev.rowhook.filter.eval;

/// How two values stand to each other, by the end of the names of Postgres's comparison functions.
enum Order {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE;

    /// @param comparison negative, 0 or positive
    boolean holds(int comparison) {
        return switch (this) {
            case EQ -> comparison == 0;
            case NE -> comparison != 0;
            case LT -> comparison < 0;
            case LE -> comparison <= 0;
            case GT -> comparison > 0;
            case GE -> comparison >= 0;
        };
    }

    /// The same with the sides exchanged.
    Order turned() {
        return switch (this) {
            case EQ, NE -> this;
            case LT -> GT;
            case LE -> GE;
            case GT -> LT;
            case GE -> LE;
        };
    }
}
