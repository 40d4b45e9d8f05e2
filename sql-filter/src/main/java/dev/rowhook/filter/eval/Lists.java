package dev.rowhook.filter.eval;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.function.Implementation;
import dev.rowhook.filter.typed.Typed;
import dev.rowhook.filter.value.ArrayTypes;
import dev.rowhook.filter.value.ArrayValue;
import dev.rowhook.filter.value.Nothing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Makes comparisons with the elements of arrays ready, those of columns with constants in ways of
/// their own. One thread.
final class Lists {
    private static final Pattern INTEGERS = Pattern.compile("int[248]{1,2}(eq|ne)");

    private final Compiler compiler;
    private final Calls calls;
    private final Refusal refusal;

    Lists(Compiler compiler, Calls calls, Refusal refusal) {
        this.compiler = compiler;
        this.calls = calls;
        this.refusal = refusal;
    }

    Node overArray(Typed.OverArray over) throws FilterException {
        Node left = compiler.node(over.left());
        Node array = compiler.node(over.array());
        SqlType element = element(over);
        if (!(array instanceof Constant(Object constant)
                && constant instanceof ArrayValue constants)) {
            return new OverArray(
                    calls.comparison(over, element, Nothing.MISSING),
                    left,
                    array,
                    over.all(),
                    over.span());
        }
        Optional<Node> plain = plain(over, left, constants.elements());
        if (plain.isPresent()) {
            return plain.get();
        }
        List<Implementation> comparisons = new ArrayList<>();
        for (Object one : constants.elements()) {
            comparisons.add(calls.comparison(over, element, one));
        }
        return new OverConstants(comparisons, left, constants.elements(), over.all(), over.span());
    }

    /// `= any` and `<> all` of constants.
    private static Optional<Node> plain(Typed.OverArray over, Node left, List<Object> constants) {
        boolean negated = over.function().endsWith("ne");
        if (!(left instanceof ColumnValue(int column, boolean old, var _))
                || negated != over.all()
                || constants.isEmpty()) {
            return Optional.empty();
        }
        boolean hasNull = constants.contains(Nothing.NULL);
        boolean text = over.function().equals("texteq") || over.function().equals("textne");
        if (text && over.collation().order() != Collation.Order.NONDETERMINISTIC) {
            List<byte[]> texts =
                    constants.stream()
                            .filter(String.class::isInstance)
                            .map(one -> ((String) one).getBytes(UTF_8))
                            .toList();
            return Optional.of(new TextEquality(column, old, texts, hasNull, negated, over.span()));
        }
        if (INTEGERS.matcher(over.function()).matches()) {
            long[] integers =
                    constants.stream()
                            .filter(Long.class::isInstance)
                            .mapToLong(one -> (Long) one)
                            .toArray();
            return Optional.of(
                    new IntegerMembership(column, old, integers, hasNull, negated, over.span()));
        }
        return Optional.empty();
    }

    private SqlType element(Typed.OverArray over) throws FilterException {
        if (over.array().type() instanceof SqlType.ArrayOf(int _, SqlType element)) {
            return element;
        }
        OptionalInt element = ArrayTypes.element(over.array().type().oid());
        if (element.isEmpty()) {
            throw refusal.unsupported(
                    over.array().span(), "arrays of this type are not available in filters");
        }
        return new SqlType.BuiltIn(element.getAsInt());
    }

    Node array(Typed.ArrayOf array) throws FilterException {
        return new ArrayOf(compiler.nodes(array.elements()));
    }
}
