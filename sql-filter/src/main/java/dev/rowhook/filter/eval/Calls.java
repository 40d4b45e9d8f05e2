package dev.rowhook.filter.eval;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;
import dev.rowhook.filter.function.Implementation;
import dev.rowhook.filter.function.Maker;
import dev.rowhook.filter.function.Site;
import dev.rowhook.filter.function.UnsupportedCallException;
import dev.rowhook.filter.resolve.Catalogue;
import dev.rowhook.filter.typed.Typed;
import dev.rowhook.filter.value.Nothing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes calls ready, the plain comparisons of columns with constants in ways of their own. One
/// thread.
final class Calls {
    private static final Pattern INTEGERS = Pattern.compile("int[248]{1,2}(eq|ne|lt|le|gt|ge)");
    private static final SqlType BOOLEAN = new SqlType.BuiltIn(16);
    private static final SqlType INTEGER = new SqlType.BuiltIn(23);

    private final Compiler compiler;
    private final Refusal refusal;

    Calls(Compiler compiler, Refusal refusal) {
        this.compiler = compiler;
        this.refusal = refusal;
    }

    Node node(Typed.Call call) throws FilterException {
        List<Node> arguments = compiler.nodes(call.arguments());
        Optional<Node> plain =
                arguments.size() == 2
                        ? plain(call.function(), arguments.getFirst(), arguments.getLast(), call)
                        : Optional.empty();
        if (plain.isPresent()) {
            return plain.get();
        }
        Implementation function = implementation(call, arguments);
        if (!function.takesNulls() && arguments.stream().anyMatch(Calls::isNull)) {
            // As Postgres does: the others are not even evaluated.
            return new Constant(Nothing.NULL);
        }
        return new Call(function, arguments, !Catalogue.POSTGRES.isStable(call.function()));
    }

    static boolean isNull(Node node) {
        return node instanceof Constant(Object constant) && constant == Nothing.NULL;
    }

    private static Optional<Node> plain(String function, Node left, Node right, Typed.Call call) {
        Matcher integers = INTEGERS.matcher(function);
        if (integers.matches()) {
            Order order = Order.valueOf(integers.group(1).toUpperCase(Locale.ROOT));
            return compared(left, right, order, call.span())
                    .or(() -> compared(right, left, order.turned(), call.span()));
        }
        boolean negated = function.equals("textne");
        if (negated || function.equals("texteq")) {
            return text(left, right, negated, call).or(() -> text(right, left, negated, call));
        }
        return Optional.empty();
    }

    private static Optional<Node> compared(Node left, Node right, Order order, Span span) {
        if (left instanceof ColumnValue(int column, boolean old, var _)
                && right instanceof Constant(Object constant)
                && constant instanceof Long value) {
            return Optional.of(new IntegerComparison(column, old, order, value, span));
        }
        return Optional.empty();
    }

    private static Optional<Node> text(Node left, Node right, boolean negated, Typed.Call call) {
        if (left instanceof ColumnValue(int column, boolean old, var _)
                && right instanceof Constant(Object constant)
                && constant instanceof String value
                && call.collation().order() != Collation.Order.NONDETERMINISTIC) {
            return Optional.of(
                    new TextEquality(
                            column,
                            old,
                            List.of(value.getBytes(UTF_8)),
                            false,
                            negated,
                            call.span()));
        }
        return Optional.empty();
    }

    Implementation implementation(Typed.Call call) throws FilterException {
        return implementation(call, compiler.nodes(call.arguments()));
    }

    private Implementation implementation(Typed.Call call, List<Node> arguments)
            throws FilterException {
        List<Object> constants = new ArrayList<>();
        for (Node argument : arguments) {
            constants.add(
                    argument instanceof Constant(Object constant) ? constant : Nothing.MISSING);
        }
        List<SqlType> types = call.arguments().stream().map(Typed::type).toList();
        return implementation(
                call.function(),
                new Site(types, call.type(), call.collation(), constants),
                call.span());
    }

    /// Of two values of the type of an extreme.
    Implementation comparison(Typed.Extreme extreme) throws FilterException {
        return implementation(
                extreme.compare(),
                new Site(
                        List.of(extreme.type(), extreme.type()),
                        INTEGER,
                        extreme.collation(),
                        List.of(Nothing.MISSING, Nothing.MISSING)),
                extreme.span());
    }

    /// Of a value with an element of an array.
    Implementation comparison(Typed.OverArray over, SqlType element, Object constant)
            throws FilterException {
        return implementation(
                over.function(),
                new Site(
                        List.of(over.left().type(), element),
                        BOOLEAN,
                        over.collation(),
                        List.of(Nothing.MISSING, constant)),
                over.span());
    }

    private Implementation implementation(String function, Site site, Span span)
            throws FilterException {
        Maker maker = Functions.find(function).orElseThrow(() -> refusal.function(span, function));
        try {
            return maker.at(site);
        } catch (UnsupportedCallException e) {
            throw refusal.unsupported(span, e.reason());
        } catch (EvaluationException e) {
            throw refusal.failing(span, e);
        }
    }
}
