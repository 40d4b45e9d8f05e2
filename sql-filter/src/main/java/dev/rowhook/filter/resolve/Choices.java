package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;
import dev.rowhook.filter.resolve.CastEntry.Context;
import dev.rowhook.filter.syntax.Expression;
import dev.rowhook.filter.typed.Typed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Types what yields one of several values, and arrays.
final class Choices {
    private final Typing typing;
    private final Operators operators;
    private final CommonOperands common;
    private final Coercion coercion;
    private final CollationRules collations;
    private final Types types;
    private final Problems problems;

    Choices(
            Typing typing,
            Operators operators,
            CommonOperands common,
            Coercion coercion,
            CollationRules collations,
            Types types,
            Problems problems) {
        this.typing = typing;
        this.operators = operators;
        this.common = common;
        this.coercion = coercion;
        this.collations = collations;
        this.types = types;
        this.problems = problems;
    }

    Operand coalesce(Expression.Coalesce coalesce) throws FilterException {
        Span span = typing.at(coalesce);
        List<Operand> operands = typing.all(coalesce.arguments());
        SqlType type = common.require(operands, "`coalesce`", span);
        List<Operand> cast = common.cast(operands, type);
        return chosen(cast, new Typed.Coalesce(Typing.typed(cast), type, span));
    }

    Operand extreme(Expression.Extreme extreme) throws FilterException {
        Span span = typing.at(extreme);
        String name = extreme.greatest() ? "`greatest`" : "`least`";
        List<Operand> operands = typing.all(extreme.arguments());
        SqlType type = common.require(operands, name, span);
        List<Operand> cast = common.cast(operands, type);
        String compare = operators.comparison(type, span);
        Collated collated = collations.merged(cast, span);
        collations.check(compare, collated, span);
        return chosen(
                cast,
                new Typed.Extreme(
                        extreme.greatest(),
                        compare,
                        Typing.typed(cast),
                        collated.collation(),
                        type,
                        span));
    }

    private Operand chosen(List<Operand> operands, Typed typed) throws FilterException {
        Collated collated = collations.merged(operands, typed.span());
        boolean variable = operands.stream().anyMatch(Operand::variable);
        return new Operand(typed, coercion.passed(collated, typed.type()), variable);
    }

    Operand nullIf(Expression.NullIf nullIf) throws FilterException {
        Span span = typing.at(nullIf);
        List<Operand> operands = typing.all(List.of(nullIf.left(), nullIf.right()));
        Operand equals = operators.apply("=", operands, span, span);
        if (!(equals.typed() instanceof Typed.Call call)) {
            throw new IllegalStateException("an equality is a function");
        }
        SqlType type = call.arguments().getFirst().type();
        Collated collated = collations.merged(operands, span);
        return new Operand(
                new Typed.NullIf(call, type, span),
                coercion.passed(collated, type),
                equals.variable());
    }

    Operand caseOf(Expression.Case choice) throws FilterException {
        Span span = typing.at(choice);
        Optional<Operand> operand = operand(choice);
        List<Operand> conditions = new ArrayList<>();
        List<Operand> results = new ArrayList<>();
        for (Expression.When when : choice.whens()) {
            Operand condition = typing.type(when.condition());
            if (operand.isPresent()) {
                condition =
                        operators.apply(
                                "=",
                                List.of(operand.get(), condition),
                                condition.span(),
                                condition.span());
            }
            conditions.add(operators.bool(condition, "the condition of `case`"));
            results.add(typing.type(when.result()));
        }
        Optional<Operand> otherwise = Optional.empty();
        if (choice.otherwise().isPresent()) {
            otherwise = Optional.of(typing.type(choice.otherwise().get()));
        }
        // The last branch counts first, as Postgres has it.
        List<Operand> all = new ArrayList<>(otherwise.stream().toList());
        all.addAll(results);
        SqlType type = common.require(all, "`case`", span);
        List<Operand> cast = common.cast(all, type);
        List<Operand> castResults = cast.subList(cast.size() - results.size(), cast.size());
        List<Typed.When> whens = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            whens.add(new Typed.When(conditions.get(i).typed(), castResults.get(i).typed()));
        }
        Optional<Typed> last = otherwise.map(_ -> cast.getFirst().typed());
        Operand made = chosen(cast, new Typed.Case(whens, last, type, span));
        boolean variable = made.variable() || conditions.stream().anyMatch(Operand::variable);
        return new Operand(made.typed(), made.collated(), variable);
    }

    private Optional<Operand> operand(Expression.Case choice) throws FilterException {
        if (choice.operand().isEmpty()) {
            return Optional.empty();
        }
        Operand operand = typing.type(choice.operand().get());
        if (!operand.isUnknown()) {
            return Optional.of(operand);
        }
        return coercion.to(
                operand, Oids.TEXT_TYPE, Coercion.PLAIN, Context.IMPLICIT, operand.span());
    }

    /// @param target the type that a cast around it gives the elements
    Operand array(Expression.ArrayOf array, Optional<TypeNames.Target> target)
            throws FilterException {
        Span span = typing.at(array);
        List<Operand> operands = new ArrayList<>();
        for (Expression element : array.elements()) {
            Operand operand = typing.type(element);
            if (types.element(operand.type()).isPresent()) {
                throw problems.unsupported(operand.span(), "arrays have one dimension in filters");
            }
            operands.add(operand);
        }
        if (target.isPresent()) {
            return castArray(operands, target.get(), span);
        }
        if (operands.isEmpty()) {
            throw problems.type(
                    span, "an empty array has no type: cast it, such as `array[]::text[]`");
        }
        SqlType type = common.require(operands, "`array`", span);
        List<Operand> cast = common.cast(operands, type);
        SqlType arrayType =
                types.arrayOf(type)
                        .orElseThrow(() ->
                                problems.type(
                                        span,
                                        "there are no arrays of %s".formatted(types.name(type))));
        return chosen(cast, new Typed.ArrayOf(Typing.typed(cast), arrayType, span));
    }

    private Operand castArray(List<Operand> operands, TypeNames.Target target, Span span)
            throws FilterException {
        SqlType type = types.element(target.type()).orElseThrow();
        List<Operand> cast = new ArrayList<>();
        for (Operand operand : operands) {
            cast.add(
                    coercion.to(operand, type, target.modifier(), Context.EXPLICIT, operand.span())
                            .orElseThrow(() ->
                                    problems.type(
                                            operand.span(),
                                            "%s cannot be cast to %s"
                                                    .formatted(
                                                            types.name(operand.type()),
                                                            types.name(type)))));
        }
        return chosen(cast, new Typed.ArrayOf(Typing.typed(cast), target.type(), span));
    }

    Operand subscript(Expression.Subscript subscript) throws FilterException {
        Operand array = typing.type(subscript.array());
        Span span = typing.at(subscript);
        String name = types.name(array.type());
        Optional<SqlType> element = types.element(array.type());
        if (element.isEmpty()) {
            throw name.equals("jsonb") || name.equals("name") || types.category(array.type()) == 'G'
                    ? problems.unsupported(
                            span,
                            "subscripts are for arrays in filters; of jsonb, `-> 'key'` or `-> 0` takes a part")
                    : problems.type(span, "this is %s, and no array".formatted(name));
        }
        Operand index = typing.type(subscript.index());
        Operand whole =
                coercion.to(index, Oids.INT4_TYPE, Coercion.PLAIN, Context.ASSIGNMENT, index.span())
                        .orElseThrow(() ->
                                problems.type(
                                        index.span(),
                                        "a subscript is an integer, and this is %s"
                                                .formatted(types.name(index.type()))));
        return new Operand(
                new Typed.Subscript(array.typed(), whole.typed(), element.get(), span),
                coercion.passed(array.collated(), element.get()),
                array.variable() || index.variable());
    }
}
