package dev.rowhook.filter.function.number;

import dev.rowhook.filter.function.Comparisons;
import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.Errors;
import dev.rowhook.filter.value.IntegerType;

import java.util.List;

/// Functions of int2, int4, int8 and oid. A value is a long; the type of the result checks it.
public final class IntegerFunctions {
    private final FunctionTable table;
    private final Comparisons comparisons;

    /// The digit in the names of functions.
    private record Width(String digit, IntegerType type) {}

    private static final List<Width> WIDTHS =
            List.of(
                    new Width("2", IntegerType.INT2),
                    new Width("4", IntegerType.INT4),
                    new Width("8", IntegerType.INT8));

    private IntegerFunctions(FunctionTable table) {
        this.table = table;
        this.comparisons = new Comparisons(table);
    }

    public static void addTo(FunctionTable table) {
        IntegerFunctions functions = new IntegerFunctions(table);
        for (Width left : WIDTHS) {
            for (Width right : WIDTHS) {
                functions.pair(left, right);
            }
            functions.single(left);
        }
        functions.comparisons.add("oid", Long.class, Long.class, Long::compare);
        functions.comparisons.addOrder("btoidcmp", Long.class, Long.class, Long::compare);
    }

    private void pair(Width left, Width right) {
        boolean same = left.equals(right);
        String digits = same ? left.digit() : left.digit() + right.digit();
        String prefix = "int" + digits;
        IntegerType result = left.type().compareTo(right.type()) > 0 ? left.type() : right.type();
        comparisons.add(prefix, Long.class, Long.class, Long::compare);
        if (left.type() == IntegerType.INT2 && same) {
            // The one that tells more than which is greater.
            table.binary("btint2cmp", Long.class, Long.class, (a, b) -> a - b);
        } else {
            comparisons.addOrder("btint" + digits + "cmp", Long.class, Long.class, Long::compare);
        }
        arithmetic(prefix + "pl", result, Math::addExact);
        arithmetic(prefix + "mi", result, Math::subtractExact);
        arithmetic(prefix + "mul", result, Math::multiplyExact);
        arithmetic(prefix + "div", result, IntegerFunctions::quotient);
    }

    private void single(Width width) {
        String prefix = "int" + width.digit();
        IntegerType type = width.type();
        arithmetic(prefix + "mod", type, IntegerFunctions::remainder);
        arithmetic(prefix + "and", type, (a, b) -> a & b);
        arithmetic(prefix + "or", type, (a, b) -> a | b);
        arithmetic(prefix + "xor", type, (a, b) -> a ^ b);
        arithmetic(prefix + "shl", type, (a, b) -> type.wrapped(a << places(type, b)));
        arithmetic(prefix + "shr", type, (a, b) -> a >> places(type, b));
        unary(prefix + "not", type, a -> ~a);
        unary(prefix + "um", type, Math::negateExact);
        unary(prefix + "up", type, a -> a);
        unary(prefix + "abs", type, Math::absExact);
    }

    /// By how much the processor shifts: it counts no further than its registers.
    private static int places(IntegerType type, long count) {
        return (int) count & (type == IntegerType.INT8 ? 63 : 31);
    }

    private interface Arithmetic {
        long apply(long left, long right);
    }

    private interface Step {
        long apply(long value);
    }

    private void arithmetic(String name, IntegerType result, Arithmetic arithmetic) {
        table.binary(
                name,
                Long.class,
                Long.class,
                (a, b) -> inRange(result, () -> arithmetic.apply(a, b)));
    }

    private void unary(String name, IntegerType result, Step step) {
        table.unary(name, Long.class, a -> inRange(result, () -> step.apply(a)));
    }

    private interface Computation {
        long compute();
    }

    private static Object inRange(IntegerType type, Computation computation) {
        try {
            return type.checked(computation.compute());
        } catch (ArithmeticException e) {
            throw Errors.outOfRange(type.typeName());
        }
    }

    private static long quotient(long left, long right) {
        if (right == 0) {
            throw Errors.divisionByZero();
        }
        return Math.divideExact(left, right);
    }

    private static long remainder(long left, long right) {
        if (right == 0) {
            throw Errors.divisionByZero();
        }
        return left % right;
    }
}
