package dev.rowhook.filter.eval;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.typed.Typed;
import dev.rowhook.filter.value.ArrayTypes;
import dev.rowhook.filter.value.ArrayValue;
import dev.rowhook.filter.value.Nothing;
import dev.rowhook.filter.value.Types;
import dev.rowhook.filter.value.ValueType;

import java.util.Set;
import java.util.function.UnaryOperator;

/// Casts by way of a text, and those of each element of an array. One thread.
final class Casts {
    /// date, time, timestamp, timestamptz, interval, timetz.
    private static final Set<Integer> TIMES = Set.of(1082, 1083, 1114, 1184, 1186, 1266);

    private static final int INTEGER = 23;
    private static final int OID = 26;
    private static final int INTEGERS = 1007;
    private static final int OIDS = 1028;

    private final Compiler compiler;
    private final Refusal refusal;
    private final ChangedRow noRow;

    Casts(Compiler compiler, Refusal refusal, ChangedRow noRow) {
        this.compiler = compiler;
        this.refusal = refusal;
        this.noRow = noRow;
    }

    Node throughText(Typed.ThroughText cast) throws FilterException {
        Node argument = compiler.node(cast.argument());
        if (Calls.isNull(argument)) {
            return argument;
        }
        if (!argument.isConstant() && TIMES.contains(cast.type().oid())) {
            throw refusal.unsupported(
                    cast.span(),
                    "a text that is not constant cannot be cast to a date or time in filters:"
                            + " Postgres reads them in more forms than a filter does");
        }
        ValueType<?> to =
                Types.findReadable(cast.type())
                        .orElseThrow(() ->
                                refusal.unsupported(
                                        cast.span(),
                                        "casts to this type are not available in filters"));
        Node converted =
                converted(
                        argument,
                        cast.argument().type(),
                        to,
                        isImmutable(cast.argument().type()) && isImmutable(cast.type()));
        if (argument.isConstant()) {
            requireRead(converted, cast);
        }
        return converted;
    }

    /// A constant in a form that is not read here is refused now, whenever Postgres would read it.
    private void requireRead(Node converted, Typed.ThroughText cast) throws FilterException {
        try {
            converted.value(noRow);
        } catch (EvaluationException e) {
            if (e.sqlState().equals(Refusal.NOT_READ_HERE)) {
                throw refusal.failing(cast.span(), e);
            }
        }
    }

    private static Node converted(
            Node argument, SqlType fromType, ValueType<?> to, boolean foldable) {
        ValueType<?> from =
                Types.find(fromType).isPresent() ? Types.find(fromType).get() : RawText.INSTANCE;
        return new Converted(argument, value -> to.read(written(from, value)), foldable);
    }

    /// Whether Postgres takes the type's texts for the same in every session.
    private static boolean isImmutable(SqlType type) {
        return switch (type) {
            case SqlType.BuiltIn(int oid) ->
                    !TIMES.contains(oid) && ArrayTypes.element(oid).isEmpty();
            case SqlType.Enumeration _, SqlType.ArrayOf _, SqlType.Opaque _ -> false;
        };
    }

    @SuppressWarnings("unchecked") // A value is one of the type that it was read by.
    private static <T> String written(ValueType<T> type, Object value) {
        return type.write((T) value);
    }

    Node eachElement(Typed.EachElement cast) throws FilterException {
        return new EachElement(compiler.node(cast.argument()), compiler.node(cast.element()));
    }

    /// The same bytes under another type. The values of oid have no sign, those of integer do.
    Node relabel(Typed.Relabel cast) throws FilterException {
        Node argument = compiler.node(cast.argument());
        int from = cast.argument().type().oid();
        int to = cast.type().oid();
        if (from == INTEGER && to == OID) {
            return new Converted(argument, Casts::unsigned, true);
        }
        if (from == OID && to == INTEGER) {
            return new Converted(argument, Casts::signed, true);
        }
        if (from == INTEGERS && to == OIDS) {
            return new Converted(argument, array -> each(array, Casts::unsigned), true);
        }
        if (from == OIDS && to == INTEGERS) {
            return new Converted(argument, array -> each(array, Casts::signed), true);
        }
        return argument;
    }

    private static Object unsigned(Object integer) {
        return (Long) integer & 0xFFFFFFFFL;
    }

    private static Object signed(Object oid) {
        return (long) ((Long) oid).intValue();
    }

    private static Object each(Object array, UnaryOperator<Object> step) {
        ArrayValue elements = (ArrayValue) array;
        return elements.with(
                elements.elements().stream()
                        .map(element -> element == Nothing.NULL ? element : step.apply(element))
                        .toList());
    }
}
