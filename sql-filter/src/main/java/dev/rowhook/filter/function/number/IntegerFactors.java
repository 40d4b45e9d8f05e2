package dev.rowhook.filter.function.number;

import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.Errors;
import dev.rowhook.filter.value.IntegerType;

import java.math.BigInteger;
import java.util.function.BinaryOperator;

/// The greatest common divisor and the least common multiple of integers.
public final class IntegerFactors {
    private static final int BITS_OF_A_LONG = 63;

    private IntegerFactors() {}

    public static void addTo(FunctionTable table) {
        for (IntegerType type : new IntegerType[] {IntegerType.INT4, IntegerType.INT8}) {
            String prefix = type == IntegerType.INT4 ? "int4" : "int8";
            add(table, prefix + "gcd", type, BigInteger::gcd);
            add(table, prefix + "lcm", type, IntegerFactors::leastMultiple);
        }
    }

    private static void add(
            FunctionTable table,
            String prosrc,
            IntegerType type,
            BinaryOperator<BigInteger> operator) {
        table.binary(
                prosrc,
                Long.class,
                Long.class,
                (a, b) -> {
                    BigInteger result =
                            operator.apply(BigInteger.valueOf(a), BigInteger.valueOf(b));
                    if (result.bitLength() > BITS_OF_A_LONG) {
                        throw Errors.outOfRange(type.typeName());
                    }
                    return type.checked(result.longValue());
                });
    }

    static BigInteger leastMultiple(BigInteger left, BigInteger right) {
        return left.signum() == 0 || right.signum() == 0
                ? BigInteger.ZERO
                : left.divide(left.gcd(right)).multiply(right).abs();
    }
}
