package dev.rowhook.filter.function.number;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.function.Comparisons;
import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.Errors;

/// Functions of float4 and float8, in the range checks of Postgres's `float.h`. NaN is equal to
/// itself and greater than all else; -0 is 0.
public final class FloatFunctions {
    private final FunctionTable table;

    private FloatFunctions(FunctionTable table) {
        this.table = table;
    }

    public static void addTo(FunctionTable table) {
        FloatFunctions functions = new FloatFunctions(table);
        functions.pair("float8", "btfloat8cmp", Double.class, Double.class);
        functions.pair("float48", "btfloat48cmp", Float.class, Double.class);
        functions.pair("float84", "btfloat84cmp", Double.class, Float.class);
        functions.singles();
        functions.doubles();
    }

    private <A extends Number, B extends Number> void pair(
            String prefix, String order, Class<A> left, Class<B> right) {
        Comparisons comparisons = new Comparisons(table);
        comparisons.add(prefix, left, right, FloatFunctions::compare);
        comparisons.addOrder(order, left, right, FloatFunctions::compare);
        table.binary(prefix + "pl", left, right, (a, b) -> sum(a.doubleValue(), b.doubleValue()));
        table.binary(prefix + "mi", left, right, (a, b) -> sum(a.doubleValue(), -b.doubleValue()));
        table.binary(
                prefix + "mul", left, right, (a, b) -> product(a.doubleValue(), b.doubleValue()));
        table.binary(
                prefix + "div", left, right, (a, b) -> quotient(a.doubleValue(), b.doubleValue()));
    }

    private void singles() {
        Comparisons comparisons = new Comparisons(table);
        comparisons.add("float4", Float.class, Float.class, FloatFunctions::compare);
        comparisons.addOrder("btfloat4cmp", Float.class, Float.class, FloatFunctions::compare);
        table.binary("float4pl", Float.class, Float.class, (a, b) -> overflown(a + b, a, b));
        table.binary("float4mi", Float.class, Float.class, (a, b) -> overflown(a - b, a, b));
        table.binary(
                "float4mul",
                Float.class,
                Float.class,
                (a, b) -> {
                    float product = a * b;
                    if (product == 0 && a != 0 && b != 0) {
                        throw Errors.underflow();
                    }
                    return overflown(product, a, b);
                });
        table.binary("float4div", Float.class, Float.class, FloatFunctions::quotient);
        table.unary("float4um", Float.class, a -> -a);
        table.unary("float4up", Float.class, a -> a);
        table.unary("float4abs", Float.class, Math::abs);
    }

    private static Object quotient(float left, float right) {
        if (right == 0 && !Float.isNaN(left)) {
            throw Errors.divisionByZero();
        }
        float quotient = left / right;
        if (Float.isInfinite(quotient) && !Float.isInfinite(left)) {
            throw Errors.overflow();
        }
        if (quotient == 0 && left != 0 && !Float.isInfinite(right)) {
            throw Errors.underflow();
        }
        return quotient;
    }

    private static Object overflown(float result, float left, float right) {
        if (Float.isInfinite(result) && !Float.isInfinite(left) && !Float.isInfinite(right)) {
            throw Errors.overflow();
        }
        return result;
    }

    private void doubles() {
        table.unary("float8um", Double.class, a -> -a);
        table.unary("float8up", Double.class, a -> a);
        table.unary("float8abs", Double.class, Math::abs);
        table.unary("dround", Double.class, Math::rint);
        table.unary("dceil", Double.class, Math::ceil);
        table.unary("dfloor", Double.class, Math::floor);
        table.unary("dtrunc", Double.class, a -> a < 0 ? Math.ceil(a) : Math.floor(a));
        table.unary("dsqrt", Double.class, FloatFunctions::squareRoot);
        table.unary("dsign", Double.class, a -> a > 0 ? 1.0 : a < 0 ? -1.0 : 0.0);
    }

    private static Object squareRoot(double value) {
        if (value < 0) {
            throw new EvaluationException("2201F", "cannot take square root of a negative number");
        }
        return Math.sqrt(value);
    }

    /// As Postgres orders them.
    static int compare(Number left, Number right) {
        double a = left.doubleValue();
        double b = right.doubleValue();
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
        }
        return a < b ? -1 : a > b ? 1 : 0;
    }

    private static Object sum(double left, double right) {
        double sum = left + right;
        if (Double.isInfinite(sum) && !Double.isInfinite(left) && !Double.isInfinite(right)) {
            throw Errors.overflow();
        }
        return sum;
    }

    private static Object product(double left, double right) {
        double product = left * right;
        if (Double.isInfinite(product) && !Double.isInfinite(left) && !Double.isInfinite(right)) {
            throw Errors.overflow();
        }
        if (product == 0 && left != 0 && right != 0) {
            throw Errors.underflow();
        }
        return product;
    }

    private static Object quotient(double left, double right) {
        if (right == 0 && !Double.isNaN(left)) {
            throw Errors.divisionByZero();
        }
        double quotient = left / right;
        if (Double.isInfinite(quotient) && !Double.isInfinite(left)) {
            throw Errors.overflow();
        }
        if (quotient == 0 && left != 0 && !Double.isInfinite(right)) {
            throw Errors.underflow();
        }
        return quotient;
    }
}
