package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;
import dev.rowhook.filter.syntax.Expression;
import dev.rowhook.filter.syntax.Identifier;
import dev.rowhook.filter.typed.Typed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Types what yields a boolean and is written in words.
final class Predicates {
    private final Typing typing;
    private final Operators operators;
    private final Functions functions;
    private final CommonOperands common;
    private final Types types;
    private final Problems problems;

    Predicates(
            Typing typing,
            Operators operators,
            Functions functions,
            CommonOperands common,
            Types types,
            Problems problems) {
        this.typing = typing;
        this.operators = operators;
        this.functions = functions;
        this.common = common;
        this.types = types;
        this.problems = problems;
    }

    Operand nullTest(Expression.NullTest test) throws FilterException {
        Operand argument = typing.type(test.argument());
        if (types.isOpaque(argument.type())) {
            throw problems.unsupported(
                    typing.at(test),
                    "`is null` of a composite value asks for its fields, and whether %s is one is not known: write `is not distinct from null`"
                            .formatted(types.name(argument.type())));
        }
        return isNull(argument, test.negated(), typing.at(test));
    }

    private static Operand isNull(Operand tested, boolean negated, Span span) {
        Operand argument = Literals.settled(tested);
        return Typing.logical(
                List.of(argument),
                new Typed.IsNull(argument.typed(), negated, Oids.BOOL_TYPE, span));
    }

    Operand truthTest(Expression.TruthTest test) throws FilterException {
        Operand argument = operators.bool(typing.type(test.argument()), "what `is` tests");
        return Typing.logical(
                List.of(argument),
                new Typed.IsTruth(
                        argument.typed(),
                        test.truth(),
                        test.negated(),
                        Oids.BOOL_TYPE,
                        typing.at(test)));
    }

    Operand distinct(Expression.DistinctTest test) throws FilterException {
        Operand left = typing.type(test.left());
        Operand right = typing.type(test.right());
        Span span = typing.at(test);
        if (test.right() instanceof Expression.NullLiteral) {
            return isNull(left, !test.negated(), span);
        }
        if (test.left() instanceof Expression.NullLiteral) {
            return isNull(right, !test.negated(), span);
        }
        Operand equals = operators.apply("=", List.of(left, right), span, span);
        if (!(equals.typed() instanceof Typed.Call call)) {
            throw new IllegalStateException("an equality is a function");
        }
        return Typing.logical(
                List.of(left, right),
                new Typed.IsDistinct(call, test.negated(), Oids.BOOL_TYPE, span));
    }

    Operand between(Expression.Between between) throws FilterException {
        Span span = typing.at(between);
        boolean negated = between.negated();
        Operand argument = typing.type(between.argument());
        Operand low = typing.type(between.low());
        Operand high = typing.type(between.high());
        Operand straight = bounds(argument, low, high, negated, span);
        if (!between.symmetric()) {
            return straight;
        }
        List<Operand> both = List.of(straight, bounds(argument, high, low, negated, span));
        return negated ? and(both, span) : or(both, span);
    }

    private Operand bounds(Operand argument, Operand low, Operand high, boolean negated, Span span)
            throws FilterException {
        String below = negated ? "<" : ">=";
        String above = negated ? ">" : "<=";
        List<Operand> both =
                List.of(
                        operators.apply(below, List.of(argument, low), span, span),
                        operators.apply(above, List.of(argument, high), span, span));
        return negated ? or(both, span) : and(both, span);
    }

    private static Operand and(List<Operand> parts, Span span) {
        return Typing.logical(parts, new Typed.And(Typing.typed(parts), Oids.BOOL_TYPE, span));
    }

    private static Operand or(List<Operand> parts, Span span) {
        return Typing.logical(parts, new Typed.Or(Typing.typed(parts), Oids.BOOL_TYPE, span));
    }

    /// Several values that do not depend on the row are one array; the others are compared one by
    /// one.
    Operand in(Expression.InList list) throws FilterException {
        Span span = typing.at(list);
        String operator = list.negated() ? "<>" : "=";
        Operand argument = typing.type(list.argument());
        List<Operand> elements = typing.all(list.elements());
        List<Operand> constants = elements.stream().filter(element -> !element.variable()).toList();
        List<Operand> single = elements;
        List<Operand> parts = new ArrayList<>();
        if (constants.size() > 1) {
            List<Operand> all = new ArrayList<>(List.of(argument));
            all.addAll(constants);
            Optional<SqlType> type = common.findCastable(all);
            Optional<SqlType> array = type.flatMap(types::arrayOf);
            if (array.isPresent()) {
                Operand values = array(constants, type.get(), array.get(), span);
                parts.add(
                        operators.overArray(
                                operator, argument, values, list.negated(), span, span));
                single = elements.stream().filter(Operand::variable).toList();
            }
        }
        for (Operand element : single) {
            Operand compared =
                    operators.apply(operator, List.of(argument, element), element.span(), span);
            parts.add(operators.bool(compared, "the comparison of `in`"));
        }
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        return list.negated() ? and(parts, span) : or(parts, span);
    }

    private Operand array(List<Operand> elements, SqlType type, SqlType array, Span span)
            throws FilterException {
        List<Operand> cast = common.cast(elements, type);
        Collated collated = Collated.NONE;
        for (Operand element : cast) {
            collated = collated.with(element.collated());
        }
        return new Operand(new Typed.ArrayOf(Typing.typed(cast), array, span), collated, false);
    }

    Operand match(Expression.Match match) throws FilterException {
        Span span = typing.at(match);
        Operand argument = typing.type(match.argument());
        Operand pattern = typing.type(match.pattern());
        boolean similar = match.kind() == Expression.MatchKind.SIMILAR;
        if (match.escape().isPresent() || similar) {
            List<Operand> arguments = new ArrayList<>(List.of(pattern));
            List<Expression> written = new ArrayList<>(List.of(match.pattern()));
            if (match.escape().isPresent()) {
                arguments.add(typing.type(match.escape().get()));
                written.add(match.escape().get());
            }
            String function = similar ? "similar_to_escape" : "like_escape";
            Expression.FunctionCall call =
                    new Expression.FunctionCall(
                            Optional.empty(),
                            new Identifier(function, false, pattern.span()),
                            written,
                            match.pattern().span());
            pattern = functions.call(call, arguments, pattern.span());
        }
        return operators.apply(
                match.kind().operator(match.negated()), List.of(argument, pattern), span, span);
    }

    Operand quantified(Expression.Quantified quantified) throws FilterException {
        return operators.overArray(
                quantified.operator(),
                typing.type(quantified.left()),
                typing.type(quantified.array()),
                quantified.all(),
                typing.at(quantified.operatorSpan()),
                typing.at(quantified));
    }
}
