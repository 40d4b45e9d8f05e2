package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

import java.math.BigDecimal;

/// A value of numeric: a number with the digits after the point that it shows, or NaN or one of the
/// infinities. Equal is what Postgres takes for equal, whatever the digits shown.
public final class Numeric implements Comparable<Numeric> {
    public static final Numeric NAN = new Numeric(Kind.NAN, BigDecimal.ZERO);
    public static final Numeric INFINITY = new Numeric(Kind.INFINITY, BigDecimal.ZERO);
    public static final Numeric MINUS_INFINITY = new Numeric(Kind.MINUS_INFINITY, BigDecimal.ZERO);

    private static final int MOST_DIGITS_BEFORE_THE_POINT = 131_072;
    private static final int MOST_DIGITS_AFTER_THE_POINT = 16_383;

    /// In the order in which they compare.
    enum Kind {
        MINUS_INFINITY,
        FINITE,
        INFINITY,
        NAN
    }

    private final Kind kind;
    private final BigDecimal value;

    private Numeric(Kind kind, BigDecimal value) {
        this.kind = kind;
        this.value = value;
    }

    /// @param value with the digits after the point that are to be shown; of a negative scale none
    /// @throws dev.rowhook.filter.EvaluationException if numeric cannot hold it
    public static Numeric of(BigDecimal value) {
        boolean tooLarge =
                value.signum() != 0
                        && value.precision() - value.scale() > MOST_DIGITS_BEFORE_THE_POINT;
        if (tooLarge || value.scale() > MOST_DIGITS_AFTER_THE_POINT) {
            throw new EvaluationException("22003", "value overflows numeric format");
        }
        return new Numeric(Kind.FINITE, value.scale() < 0 ? value.setScale(0) : value);
    }

    public static Numeric of(long value) {
        return new Numeric(Kind.FINITE, BigDecimal.valueOf(value));
    }

    public boolean isFinite() {
        return kind == Kind.FINITE;
    }

    public boolean isNaN() {
        return kind == Kind.NAN;
    }

    public boolean isInfinite() {
        return kind == Kind.INFINITY || kind == Kind.MINUS_INFINITY;
    }

    /// -1, 0 or 1; 0 of NaN.
    public int signum() {
        return switch (kind) {
            case FINITE -> value.signum();
            case INFINITY -> 1;
            case MINUS_INFINITY -> -1;
            case NAN -> 0;
        };
    }

    /// The number, of one that is finite.
    public BigDecimal decimal() {
        if (!isFinite()) {
            throw new IllegalStateException("no finite number");
        }
        return value;
    }

    public Numeric negated() {
        return switch (kind) {
            case FINITE -> new Numeric(kind, value.negate());
            case INFINITY -> MINUS_INFINITY;
            case MINUS_INFINITY -> INFINITY;
            case NAN -> this;
        };
    }

    @Override
    public int compareTo(Numeric other) {
        int kinds = kind.compareTo(other.kind);
        return kinds != 0 || kind != Kind.FINITE ? kinds : value.compareTo(other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Numeric numeric && compareTo(numeric) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + value.stripTrailingZeros().hashCode();
    }

    /// As Postgres writes it.
    @Override
    public String toString() {
        return switch (kind) {
            case FINITE -> value.toPlainString();
            case INFINITY -> "Infinity";
            case MINUS_INFINITY -> "-Infinity";
            case NAN -> "NaN";
        };
    }
}
