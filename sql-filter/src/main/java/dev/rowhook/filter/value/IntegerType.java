package dev.rowhook.filter.value;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// int2, int4, int8 and oid.
public enum IntegerType implements ValueType<Long> {
    INT2("smallint", Short.MIN_VALUE, Short.MAX_VALUE),
    INT4("integer", Integer.MIN_VALUE, Integer.MAX_VALUE),
    INT8("bigint", Long.MIN_VALUE, Long.MAX_VALUE),
    OID("oid", 0, 0xFFFFFFFFL);

    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern LEADING_DIGITS = Pattern.compile("[+-]?([0-9]+)[0-9]");
    private static final Pattern OTHER_NOTATION =
            Pattern.compile("[+-]?(0[xXoObB][0-9a-fA-F_]+|[0-9][0-9_]*)");

    private final String typeName;
    private final long min;
    private final long max;

    IntegerType(String typeName, long min, long max) {
        this.typeName = typeName;
        this.min = min;
        this.max = max;
    }

    @Override
    public Long read(String text) {
        String digits = Blanks.strip(text);
        if (this == OID) {
            return OidText.read(digits);
        }
        if (DECIMAL.matcher(digits).matches()) {
            return checked(whole(digits));
        }
        if (OTHER_NOTATION.matcher(digits).matches()) {
            throw Errors.notReadHere(typeName);
        }
        throw isTooLargeAlready(digits)
                ? Errors.outOfRange(typeName)
                : Errors.invalidText(typeName);
    }

    private long whole(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw Errors.outOfRange(typeName);
        }
    }

    /// Whether the range is left before the first character that is no digit.
    private boolean isTooLargeAlready(String text) {
        Matcher leading = LEADING_DIGITS.matcher(text);
        if (!leading.lookingAt()) {
            return false;
        }
        BigInteger allButOne = new BigInteger(leading.group(1));
        return allButOne.compareTo(BigInteger.valueOf(max / 10)) > 0;
    }

    @Override
    public String write(Long value) {
        return value.toString();
    }

    /// @throws dev.rowhook.filter.EvaluationException if the value is none of the type
    public long checked(long value) {
        if (value < min || value > max) {
            throw Errors.outOfRange(typeName);
        }
        return value;
    }

    /// The value of the type whose bits are the last bits of this one.
    public long wrapped(long value) {
        return switch (this) {
            case INT2 -> (short) value;
            case INT4 -> (int) value;
            case INT8 -> value;
            case OID -> value & max;
        };
    }

    /// As SQL names it.
    public String typeName() {
        return typeName;
    }

    public long min() {
        return min;
    }

    public long max() {
        return max;
    }
}
