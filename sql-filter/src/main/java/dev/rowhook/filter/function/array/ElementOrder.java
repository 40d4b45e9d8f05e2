package dev.rowhook.filter.function.array;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.function.UnsupportedCallException;
import dev.rowhook.filter.function.text.Blanks;
import dev.rowhook.filter.function.text.Collations;
import dev.rowhook.filter.value.ArrayTypes;
import dev.rowhook.filter.value.Nothing;
import dev.rowhook.filter.value.SingleByteType;
import dev.rowhook.filter.value.Utf8;

import java.util.Comparator;
import java.util.Set;

/// How values of one type compare. Immutable.
final class ElementOrder {
    private static final int CHAR = 18;
    private static final int BPCHAR = 1042;

    /// text, varchar, name.
    private static final Set<Integer> TEXTS = Set.of(25, 1043, 19);

    /// Types whose Java class compares as they do: boolean, bytea, integers, oid, date, time,
    /// timestamp, timestamptz, interval, timetz, numeric, uuid, bit, varbit.
    private static final Set<Integer> NATURAL =
            Set.of(
                    16, 17, 20, 21, 23, 26, 1082, 1083, 1114, 1184, 1186, 1266, 1700, 2950, 1560,
                    1562);

    /// float4, float8.
    private static final Set<Integer> FLOATS = Set.of(700, 701);

    private final Comparator<Object> order;

    private ElementOrder(Comparator<Object> order) {
        this.order = order;
    }

    /// For values of the array's elements.
    ///
    /// @throws UnsupportedCallException if it is not known which are equal
    static ElementOrder ofArray(SqlType array, Collation collation)
            throws UnsupportedCallException {
        SqlType element = element(array);
        if (element instanceof SqlType.Enumeration) {
            return new ElementOrder(ElementOrder::natural);
        }
        int oid = element.oid();
        if (TEXTS.contains(oid) || oid == BPCHAR) {
            Collations.requireExact(collation);
            return new ElementOrder(oid == BPCHAR ? ElementOrder::unpadded : ElementOrder::texts);
        }
        if (oid == CHAR) {
            return new ElementOrder(
                    Comparator.comparingInt(value -> SingleByteType.toByte((String) value)));
        }
        if (FLOATS.contains(oid)) {
            return new ElementOrder(ElementOrder::floats);
        }
        if (NATURAL.contains(oid)) {
            return new ElementOrder(ElementOrder::natural);
        }
        throw new UnsupportedCallException("arrays of this type cannot be compared in filters");
    }

    /// For values that are to be sorted, too.
    ///
    /// @throws UnsupportedCallException if their order is not known
    static ElementOrder sorting(SqlType array, Collation collation)
            throws UnsupportedCallException {
        int oid = element(array).oid();
        if (TEXTS.contains(oid) || oid == BPCHAR) {
            Collations.requireBytes(collation);
        }
        return ofArray(array, collation);
    }

    /// No null is equal to anything.
    boolean equal(Object first, Object second) {
        return first != Nothing.NULL && second != Nothing.NULL && order.compare(first, second) == 0;
    }

    /// Nulls are equal, and come last.
    int compare(Object first, Object second) {
        if (first == Nothing.NULL || second == Nothing.NULL) {
            return Boolean.compare(first == Nothing.NULL, second == Nothing.NULL);
        }
        return order.compare(first, second);
    }

    private static SqlType element(SqlType array) throws UnsupportedCallException {
        return switch (array) {
            case SqlType.ArrayOf(_, SqlType element) -> element;
            case SqlType.BuiltIn(int oid) ->
                    new SqlType.BuiltIn(
                            ArrayTypes.element(oid)
                                    .orElseThrow(() ->
                                            new UnsupportedCallException(
                                                    "the elements of this type are not known")));
            case SqlType.Enumeration _, SqlType.Opaque _ ->
                    throw new UnsupportedCallException("the elements of this type are not known");
        };
    }

    private static int texts(Object first, Object second) {
        return Utf8.compare((String) first, (String) second);
    }

    private static int unpadded(Object first, Object second) {
        return Utf8.compare(
                Blanks.stripTrailing((String) first), Blanks.stripTrailing((String) second));
    }

    /// NaN is equal to itself and the greatest; -0 is 0.
    private static int floats(Object first, Object second) {
        // Adding 0 makes 0 of -0.
        return Double.compare(
                ((Number) first).doubleValue() + 0.0, ((Number) second).doubleValue() + 0.0);
    }

    @SuppressWarnings("unchecked")
    private static int natural(Object first, Object second) {
        return ((Comparable<Object>) first).compareTo(second);
    }
}
