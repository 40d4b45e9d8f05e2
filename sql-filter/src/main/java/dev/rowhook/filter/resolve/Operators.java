package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;
import dev.rowhook.filter.resolve.Calls.Signature;
import dev.rowhook.filter.resolve.CastEntry.Context;
import dev.rowhook.filter.typed.Typed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the operator that is meant, and makes its calls.
final class Operators {
    private final Catalogue catalogue;
    private final Types types;
    private final Casts casts;
    private final Calls calls;
    private final Coercion coercion;
    private final CollationRules collations;
    private final Problems problems;

    Operators(
            Catalogue catalogue,
            Types types,
            Casts casts,
            Calls calls,
            Coercion coercion,
            CollationRules collations,
            Problems problems) {
        this.catalogue = catalogue;
        this.types = types;
        this.casts = casts;
        this.calls = calls;
        this.coercion = coercion;
        this.collations = collations;
        this.problems = problems;
    }

    /// An operator and its operands, of which there are one or two.
    Operand apply(String operator, List<Operand> operands, Span at, Span span)
            throws FilterException {
        List<SqlType> actual = operands.stream().map(Operand::type).toList();
        return calls.call(signature(operator, actual, at), operands, span);
    }

    /// `left operator any (array)`.
    Operand overArray(String operator, Operand left, Operand array, boolean all, Span at, Span span)
            throws FilterException {
        SqlType element = elementOf(array);
        Signature signature = signature(operator, List.of(left.type(), element), at);
        if (!signature.result().equals(Oids.BOOL_TYPE)) {
            throw problems.type(
                    at, "`%s` yields no boolean, as `any` and `all` need".formatted(operator));
        }
        SqlType wanted = signature.arguments().get(1);
        SqlType arrayType =
                types.arrayOf(wanted)
                        .orElseThrow(() ->
                                problems.type(
                                        array.span(),
                                        "there are no arrays of %s".formatted(types.name(wanted))));
        boolean polymorphic = Oids.isPolymorphic(signature.routine().arguments().get(1));
        Operand castLeft = calls.argument(left, signature.arguments().getFirst());
        Operand castArray =
                polymorphic && !array.isUnknown() ? array : calls.argument(array, arrayType);
        Routine routine = signature.routine();
        if (!routine.body().isEmpty()) {
            throw problems.unsupported(
                    at, "this operator is not available with `any` and `all` in filters");
        }
        Collated input = collations.merged(List.of(castLeft, castArray), span);
        collations.check(routine.source(), input, span);
        return new Operand(
                new Typed.OverArray(
                        routine.source(),
                        castLeft.typed(),
                        castArray.typed(),
                        all,
                        input.collation(),
                        Oids.BOOL_TYPE,
                        span),
                Collated.NONE,
                left.variable() || array.variable());
    }

    private SqlType elementOf(Operand array) throws FilterException {
        if (array.isUnknown()) {
            return Oids.UNKNOWN_TYPE;
        }
        return types.element(array.type())
                .orElseThrow(() ->
                        problems.type(
                                array.span(),
                                "`any` and `all` take an array, and this is %s"
                                        .formatted(types.name(array.type()))));
    }

    private Signature signature(String operator, List<SqlType> actual, Span at)
            throws FilterException {
        if (!catalogue.hasOperator(operator)) {
            throw problems.type(at, "there is no operator `%s`".formatted(operator));
        }
        for (SqlType type : actual) {
            if (types.isOpaque(type)) {
                throw problems.unsupported(
                        at,
                        "operators of %s are the database's own, and not available in filters"
                                .formatted(types.name(type)));
            }
        }
        List<Routine> all = catalogue.operators(operator, actual.size());
        Optional<Routine> exact = exact(all, actual);
        List<Routine> chosen =
                exact.isPresent()
                        ? List.of(exact.get())
                        : new Candidates(types, casts, actual).choose(all);
        if (chosen.isEmpty()) {
            throw problems.type(at, missing(operator, actual));
        }
        if (chosen.size() > 1) {
            throw problems.type(
                    at,
                    "`%s` between %s can mean several operators: cast a side, such as `…::text`"
                            .formatted(operator, listed(actual)));
        }
        return calls.signature(chosen.getFirst(), actual, at);
    }

    /// A literal is first taken to be of the other side's type.
    private static Optional<Routine> exact(List<Routine> all, List<SqlType> actual) {
        List<SqlType> assumed = new ArrayList<>(actual);
        if (actual.size() == 2 && Types.isUnknown(actual.getFirst())) {
            assumed.set(0, actual.getLast());
        } else if (actual.size() == 2 && Types.isUnknown(actual.getLast())) {
            assumed.set(1, actual.getFirst());
        }
        return all.stream()
                .filter(r -> r.arguments().stream().map(Types::of).toList().equals(assumed))
                .findFirst();
    }

    private String missing(String operator, List<SqlType> actual) {
        if (actual.size() == 1) {
            return "there is no operator `%s` for %s".formatted(operator, listed(actual));
        }
        SqlType left = actual.getFirst();
        SqlType right = actual.getLast();
        boolean leftToRight = casts.path(left, right, Context.EXPLICIT).isPresent();
        boolean rightToLeft = casts.path(right, left, Context.EXPLICIT).isPresent();
        String message = "there is no operator `%s` between %s".formatted(operator, listed(actual));
        if (left.equals(right) || Types.isUnknown(left) || Types.isUnknown(right)) {
            return message;
        }
        if (rightToLeft) {
            return message + ": cast the right side, `…::%s`".formatted(types.name(left));
        }
        return leftToRight
                ? message + ": cast the left side, `…::%s`".formatted(types.name(right))
                : message;
    }

    private String listed(List<SqlType> actual) {
        return String.join(" and ", actual.stream().map(types::name).toList());
    }

    /// The comparison by which `greatest` and `least` choose.
    String comparison(SqlType type, Span span) throws FilterException {
        Optional<String> own = catalogue.comparison(type.oid());
        if (own.isPresent()) {
            return own.get();
        }
        if (types.isEnum(type)) {
            return "enum_cmp";
        }
        if (types.element(type).isPresent()) {
            comparison(types.element(type).get(), span);
            return "btarraycmp";
        }
        return switch (types.category(type)) {
            case 'R' -> types.rangeSubtype(type).isPresent() ? "range_cmp" : "multirange_cmp";
            case 'S' -> "bttextcmp";
            case 'I' -> "network_cmp";
            case 'V' -> "varbitcmp";
            default ->
                    throw problems.unsupported(
                            span, "values of %s have no order".formatted(types.name(type)));
        };
    }

    /// The operand as a boolean, as `where`, `and`, `case when` take it.
    Operand bool(Operand operand, String where) throws FilterException {
        return coercion.to(
                        operand, Oids.BOOL_TYPE, Coercion.PLAIN, Context.ASSIGNMENT, operand.span())
                .orElseThrow(() ->
                        problems.type(
                                operand.span(),
                                "%s is boolean, and this is %s"
                                        .formatted(where, types.name(operand.type()))));
    }
}
