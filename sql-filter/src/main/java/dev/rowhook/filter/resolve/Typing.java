package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterTable;
import dev.rowhook.filter.Span;
import dev.rowhook.filter.resolve.CastEntry.Context;
import dev.rowhook.filter.syntax.Expression;
import dev.rowhook.filter.syntax.Identifier;
import dev.rowhook.filter.typed.Typed;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Types the expressions of one filter.
final class Typing implements SqlBodies {
    private final Types types;
    private final Problems problems;
    private final Operators operators;
    private final Functions functions;
    private final Coercion coercion;
    private final CollationRules collations;
    private final TypeNames typeNames;
    private final Literals literals;
    private final Predicates predicates;
    private final Choices choices;
    private Scope scope;
    private @Nullable Span fixed;

    Typing(String text, FilterTable table) {
        Catalogue catalogue = Catalogue.POSTGRES;
        problems = new Problems(text);
        types = new Types(catalogue, table);
        Casts casts = new Casts(catalogue, types);
        coercion = new Coercion(catalogue, types, casts, this);
        collations = new CollationRules(problems);
        Calls calls = new Calls(types, casts, coercion, this, collations, problems);
        operators = new Operators(catalogue, types, casts, calls, coercion, collations, problems);
        functions = new Functions(catalogue, types, casts, calls, coercion, problems);
        typeNames = new TypeNames(catalogue, types, table, problems);
        literals = new Literals(coercion);
        CommonOperands common = new CommonOperands(types, casts, calls, problems);
        predicates = new Predicates(this, operators, functions, common, types, problems);
        choices = new Choices(this, operators, common, coercion, collations, types, problems);
        scope = new Columns(table, types, problems);
    }

    /// Where an expression stands in the filter's text.
    Span at(Expression expression) {
        return at(expression.span());
    }

    Span at(Span span) {
        Span inBody = fixed;
        return inBody == null ? span : inBody;
    }

    Operand type(Expression expression) throws FilterException {
        Span span = at(expression);
        return switch (expression) {
            case Expression.Name name -> scope.name(name);
            case Expression.TextLiteral(String value, _) ->
                    literals.unknown(Optional.of(value), span);
            case Expression.NullLiteral(_) -> literals.unknown(Optional.empty(), span);
            case Expression.BitLiteral(String value, _) -> literals.of(value, Oids.BIT_TYPE, span);
            case Expression.NumberLiteral(String digits, _) -> literals.number(digits, span);
            case Expression.BooleanLiteral(boolean value, _) ->
                    literals.of(value ? "t" : "f", Oids.BOOL_TYPE, span);
            case Expression.Cast cast -> cast(cast, span);
            case Expression.Operation operation -> operation(operation, span);
            case Expression.And(List<Expression> parts, _) -> {
                List<Operand> operands = bools(parts, "each side of `and`");
                yield logical(operands, new Typed.And(typed(operands), Oids.BOOL_TYPE, span));
            }
            case Expression.Or(List<Expression> parts, _) -> {
                List<Operand> operands = bools(parts, "each side of `or`");
                yield logical(operands, new Typed.Or(typed(operands), Oids.BOOL_TYPE, span));
            }
            case Expression.Not(Expression argument, _) -> {
                Operand operand = operators.bool(type(argument), "what `not` takes");
                yield logical(
                        List.of(operand), new Typed.Not(operand.typed(), Oids.BOOL_TYPE, span));
            }
            case Expression.NullTest test -> predicates.nullTest(test);
            case Expression.TruthTest test -> predicates.truthTest(test);
            case Expression.DistinctTest test -> predicates.distinct(test);
            case Expression.Between between -> predicates.between(between);
            case Expression.InList list -> predicates.in(list);
            case Expression.Match match -> predicates.match(match);
            case Expression.Quantified quantified -> predicates.quantified(quantified);
            case Expression.FunctionCall call -> call(call, span);
            case Expression.Coalesce coalesce -> choices.coalesce(coalesce);
            case Expression.Extreme extreme -> choices.extreme(extreme);
            case Expression.NullIf nullIf -> choices.nullIf(nullIf);
            case Expression.Case choice -> choices.caseOf(choice);
            case Expression.ArrayOf array -> choices.array(array, Optional.empty());
            case Expression.Subscript subscript -> choices.subscript(subscript);
            case Expression.Collate collate -> collate(collate, span);
        };
    }

    List<Operand> all(List<Expression> expressions) throws FilterException {
        List<Operand> operands = new ArrayList<>();
        for (Expression expression : expressions) {
            operands.add(type(expression));
        }
        return operands;
    }

    static List<Typed> typed(List<Operand> operands) {
        return operands.stream().map(Operand::typed).toList();
    }

    /// A boolean made of others.
    static Operand logical(List<Operand> parts, Typed typed) {
        return new Operand(typed, Collated.NONE, parts.stream().anyMatch(Operand::variable));
    }

    private List<Operand> bools(List<Expression> parts, String where) throws FilterException {
        List<Operand> operands = new ArrayList<>();
        for (Expression part : parts) {
            operands.add(operators.bool(type(part), where));
        }
        return operands;
    }

    private Operand operation(Expression.Operation operation, Span span) throws FilterException {
        List<Operand> operands = new ArrayList<>();
        if (operation.left().isPresent()) {
            operands.add(type(operation.left().get()));
        }
        operands.add(type(operation.right()));
        return operators.apply(operation.operator(), operands, at(operation.operatorSpan()), span);
    }

    private Operand call(Expression.FunctionCall call, Span span) throws FilterException {
        Identifier name = call.name();
        if (call.schema().isEmpty() && name.text().equals("changed") && !name.quoted()) {
            return scope.changed(call);
        }
        return functions.call(call, all(call.arguments()), span);
    }

    private Operand cast(Expression.Cast cast, Span span) throws FilterException {
        TypeNames.Target target = typeNames.target(cast.type());
        SqlType type = target.type();
        if (cast.argument() instanceof Expression.ArrayOf array
                && types.element(type).isPresent()) {
            return choices.array(array, Optional.of(target));
        }
        Operand argument = type(cast.argument());
        return coercion.to(argument, type, target.modifier(), Context.EXPLICIT, span)
                .orElseThrow(() ->
                        problems.type(
                                span,
                                "%s cannot be cast to %s"
                                        .formatted(types.name(argument.type()), types.name(type))));
    }

    private Operand collate(Expression.Collate collate, Span span) throws FilterException {
        Operand argument = type(collate.argument());
        if (!argument.isUnknown() && !types.isCollatable(argument.type())) {
            throw problems.type(
                    span,
                    "`collate` is for texts, and this is %s"
                            .formatted(types.name(argument.type())));
        }
        return argument.with(argument.typed(), collations.named(collate.collation(), span));
    }

    /// A filter as a whole.
    Typed root(Expression filter) throws FilterException {
        return operators.bool(type(filter), "a filter").typed();
    }

    @Override
    public Operand expand(String body, String name, List<Operand> arguments, Span span)
            throws FilterException {
        Expression expression = BodyScope.parse(body, name, span, problems);
        Scope outer = scope;
        Span outerFixed = fixed;
        scope = new BodyScope(arguments);
        fixed = span;
        try {
            return type(expression);
        } finally {
            scope = outer;
            fixed = outerFixed;
        }
    }
}
