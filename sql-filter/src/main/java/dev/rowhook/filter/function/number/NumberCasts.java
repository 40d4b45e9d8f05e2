package dev.rowhook.filter.function.number;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.function.Implementation;
import dev.rowhook.filter.function.Site;
import dev.rowhook.filter.value.DoubleType;
import dev.rowhook.filter.value.Errors;
import dev.rowhook.filter.value.FloatType;
import dev.rowhook.filter.value.IntegerType;
import dev.rowhook.filter.value.Numeric;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Casts between types of numbers, and of integers to and from boolean.
public final class NumberCasts {
    private static final int OID = 26;
    private static final int DIGITS_OF_A_FLOAT = 6;
    private static final int DIGITS_OF_A_DOUBLE = 15;

    private final FunctionTable table;

    private NumberCasts(FunctionTable table) {
        this.table = table;
    }

    public static void addTo(FunctionTable table) {
        NumberCasts casts = new NumberCasts(table);
        casts.integers();
        casts.floats();
        casts.numerics();
        table.unary("int4_bool", Long.class, a -> a != 0);
        table.unary("bool_int4", Boolean.class, a -> a ? 1L : 0L);
    }

    private void integers() {
        table.make("i2toi4", NumberCasts::widened);
        integer("i4toi2", IntegerType.INT2);
        integer("int28", IntegerType.INT8);
        integer("int48", IntegerType.INT8);
        integer("int82", IntegerType.INT2);
        integer("int84", IntegerType.INT4);
        integer("i8tooid", IntegerType.OID);
        integer("oidtoi8", IntegerType.INT8);
    }

    /// The function that also makes an oid of a smallint, by the bits of the integer.
    private static Implementation widened(Site site) {
        IntegerType type = site.result().oid() == OID ? IntegerType.OID : IntegerType.INT4;
        return arguments -> type.wrapped((Long) arguments[0]);
    }

    private void integer(String name, IntegerType to) {
        table.unary(name, Long.class, to::checked);
    }

    private void floats() {
        for (String digit : new String[] {"2", "4", "8"}) {
            IntegerType type = type(digit);
            table.unary("i" + digit + "tod", Long.class, Long::doubleValue);
            table.unary("i" + digit + "tof", Long.class, Long::floatValue);
            table.unary("dtoi" + digit, Double.class, a -> whole(a, type));
            table.unary("ftoi" + digit, Float.class, a -> whole(a.doubleValue(), type));
        }
        table.unary("ftod", Float.class, Float::doubleValue);
        table.unary("dtof", Double.class, NumberCasts::narrowed);
    }

    private static IntegerType type(String digit) {
        return IntegerType.valueOf("INT" + digit);
    }

    private static Object whole(double value, IntegerType type) {
        double rounded = Math.rint(value);
        // The greatest long is no double: what is as large as its successor is too large.
        boolean fits = rounded >= type.min() && rounded < type.max() + 1.0;
        if (!fits || (type == IntegerType.INT8 && rounded >= 0x1p63)) {
            throw Errors.outOfRange(type.typeName());
        }
        return (long) rounded;
    }

    private static Object narrowed(double value) {
        float narrow = (float) value;
        if (Float.isInfinite(narrow) && !Double.isInfinite(value)) {
            throw Errors.overflow();
        }
        if (narrow == 0 && value != 0) {
            throw Errors.underflow();
        }
        return narrow;
    }

    private void numerics() {
        for (String digit : new String[] {"2", "4", "8"}) {
            IntegerType type = type(digit);
            table.unary("int" + digit + "_numeric", Long.class, a -> Numeric.of(a.longValue()));
            table.unary("numeric_int" + digit, Numeric.class, a -> whole(a, type));
        }
        table.unary("float4_numeric", Float.class, a -> numeric(a, DIGITS_OF_A_FLOAT));
        table.unary("float8_numeric", Double.class, a -> numeric(a, DIGITS_OF_A_DOUBLE));
        table.unary("numeric_float4", Numeric.class, a -> FloatType.INSTANCE.read(a.toString()));
        table.unary("numeric_float8", Numeric.class, a -> DoubleType.INSTANCE.read(a.toString()));
    }

    private static Object whole(Numeric value, IntegerType type) {
        if (!value.isFinite()) {
            throw new EvaluationException(
                    "0A000",
                    "cannot convert %s to %s"
                            .formatted(value.isNaN() ? "NaN" : "infinity", type.typeName()));
        }
        BigDecimal rounded = value.decimal().setScale(0, RoundingMode.HALF_UP);
        if (rounded.precision() > 19 || rounded.toBigInteger().bitLength() > 63) {
            throw Errors.outOfRange(type.typeName());
        }
        return type.checked(rounded.longValueExact());
    }

    private static Object numeric(Number value, int digits) {
        double number = value.doubleValue();
        if (Double.isNaN(number)) {
            return Numeric.NAN;
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? Numeric.INFINITY : Numeric.MINUS_INFINITY;
        }
        BigDecimal rounded =
                new BigDecimal(number).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        return Numeric.of(rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros());
    }
}
