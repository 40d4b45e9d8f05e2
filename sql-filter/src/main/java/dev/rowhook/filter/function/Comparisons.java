package dev.rowhook.filter.function;

import java.util.Map;
import java.util.function.IntPredicate;

/// Adds the comparison functions of a pair of types, which Postgres names alike.
public final class Comparisons {
    private static final Map<String, IntPredicate> BY_ENDING =
            Map.of(
                    "eq", comparison -> comparison == 0,
                    "ne", comparison -> comparison != 0,
                    "lt", comparison -> comparison < 0,
                    "le", comparison -> comparison <= 0,
                    "gt", comparison -> comparison > 0,
                    "ge", comparison -> comparison >= 0);

    private final FunctionTable table;

    public Comparisons(FunctionTable table) {
        this.table = table;
    }

    /// Of two values: negative, 0 or positive.
    @FunctionalInterface
    public interface Comparing<A, B> {
        int compare(A left, B right);
    }

    /// `<prefix>eq`, `<prefix>ne` and so on.
    public <A, B> void add(
            String prefix, Class<A> left, Class<B> right, Comparing<A, B> comparing) {
        BY_ENDING.forEach((ending, holds) ->
                table.binary(
                        prefix + ending,
                        left,
                        right,
                        (a, b) -> holds.test(comparing.compare(a, b))));
    }

    /// A comparison function that gives -1, 0 or 1.
    public <A, B> void addOrder(
            String name, Class<A> left, Class<B> right, Comparing<A, B> comparing) {
        table.binary(name, left, right, (a, b) -> (long) Integer.signum(comparing.compare(a, b)));
    }
}
