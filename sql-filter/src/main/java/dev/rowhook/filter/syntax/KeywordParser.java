package dev.rowhook.filter.syntax;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what begins with a word that SQL gives a grammar of its own, and calls of functions.
final class KeywordParser {
    private final TokenStream in;
    private final Budget budget;
    private final ExpressionParser expressions;
    private final TypeNameParser types;
    private final WordedCalls worded;

    KeywordParser(
            TokenStream in, Budget budget, ExpressionParser expressions, TypeNameParser types) {
        this.in = in;
        this.budget = budget;
        this.expressions = expressions;
        this.types = types;
        this.worded = new WordedCalls(in, expressions);
    }

    /// Empty, and nothing is taken, if the word begins nothing special.
    Optional<Expression> special(Token word) throws FilterException {
        boolean called = in.peek(1).isSymbol("(");
        return Optional.ofNullable(
                switch (word.text()) {
                    case "null" -> leaf(new Expression.NullLiteral(in.take().span()));
                    case "true" -> leaf(new Expression.BooleanLiteral(true, in.take().span()));
                    case "false" -> leaf(new Expression.BooleanLiteral(false, in.take().span()));
                    case "case" -> caseOf();
                    case "cast" -> cast();
                    case "array" -> array();
                    case "select", "with", "table" -> throw subquery(word.span());
                    case "values" -> {
                        if (called) {
                            throw subquery(word.span());
                        }
                        yield null;
                    }
                    case "exists" -> {
                        if (called) {
                            throw subquery(word.span());
                        }
                        yield null;
                    }
                    case "current_date",
                            "current_time",
                            "current_timestamp",
                            "localtime",
                            "localtimestamp" ->
                            throw in.unsupported(
                                    word.span(),
                                    "`%s` depends on the clock: a filter gives the same answer at any time"
                                            .formatted(word.text()));
                    case "current_user",
                            "session_user",
                            "user",
                            "current_role",
                            "system_user",
                            "current_catalog",
                            "current_schema" ->
                            throw in.unsupported(
                                    word.span(),
                                    "`%s` depends on the session: a filter has none"
                                            .formatted(word.text()));
                    case "row", "grouping", "treat", "normalize", "merge_action" -> {
                        if (called) {
                            throw unavailable(word);
                        }
                        yield null;
                    }
                    case "coalesce", "greatest", "least", "nullif" -> called ? listed(word) : null;
                    case "extract", "position", "substring", "overlay", "trim" ->
                            called ? worded(word) : null;
                    default -> {
                        if (called && (word.text().startsWith("xml") || isJsonSyntax(word))) {
                            throw unavailable(word);
                        }
                        yield null;
                    }
                });
    }

    private static boolean isJsonSyntax(Token word) {
        return word.text().startsWith("json") && !Keywords.mayBeFunction(word.text());
    }

    private FilterException unavailable(Token word) {
        return in.unsupported(
                word.span(), "`%s (…)` is not available in filters".formatted(word.text()));
    }

    private FilterException subquery(Span span) {
        return in.unsupported(
                span, "a filter sees one row: sub-queries are not available in filters");
    }

    private Expression leaf(Expression leaf) throws FilterException {
        return budget.node(leaf, List.of());
    }

    private Expression cast() throws FilterException {
        Span start = in.take().span();
        in.expectSymbol("(");
        Expression argument = expressions.expression();
        in.expectWord("as");
        TypeName type = types.type();
        in.expectSymbol(")");
        return budget.node(new Expression.Cast(argument, type, in.since(start)), List.of(argument));
    }

    private Expression caseOf() throws FilterException {
        Span start = in.take().span();
        List<Expression> children = new ArrayList<>();
        Optional<Expression> operand = Optional.empty();
        if (!in.peek().isWord("when")) {
            operand = Optional.of(expressions.expression());
        }
        operand.ifPresent(children::add);
        List<Expression.When> whens = new ArrayList<>();
        in.expectWord("when");
        do {
            Expression condition = expressions.expression();
            in.expectWord("then");
            Expression result = expressions.expression();
            whens.add(new Expression.When(condition, result));
            children.addAll(List.of(condition, result));
        } while (in.takeWord("when"));
        Optional<Expression> otherwise = Optional.empty();
        if (in.takeWord("else")) {
            otherwise = Optional.of(expressions.expression());
        }
        otherwise.ifPresent(children::add);
        in.expectWord("end");
        return budget.node(
                new Expression.Case(operand, whens, otherwise, in.since(start)), children);
    }

    private Expression array() throws FilterException {
        Span start = in.take().span();
        if (in.peek().isSymbol("(")) {
            throw subquery(start.to(in.peek().span()));
        }
        in.expectSymbol("[");
        List<Expression> elements = new ArrayList<>();
        if (!in.peek().isSymbol("]")) {
            do {
                if (in.peek().isSymbol("[")) {
                    throw in.unsupported(in.peek().span(), "arrays have one dimension in filters");
                }
                elements.add(expressions.expression());
                budget.list(elements.size(), start);
            } while (in.takeSymbol(","));
        }
        in.expectSymbol("]");
        return budget.node(new Expression.ArrayOf(elements, in.since(start)), elements);
    }

    private Expression listed(Token word) throws FilterException {
        in.take();
        in.expectSymbol("(");
        List<Expression> arguments = expressionList();
        in.expectSymbol(")");
        Span span = in.since(word.span());
        Expression made =
                switch (word.text()) {
                    case "coalesce" -> new Expression.Coalesce(arguments, span);
                    case "nullif" -> {
                        if (arguments.size() != 2) {
                            throw in.syntax(span, "`nullif` takes two values");
                        }
                        yield new Expression.NullIf(
                                arguments.getFirst(), arguments.getLast(), span);
                    }
                    default -> new Expression.Extreme(word.isWord("greatest"), arguments, span);
                };
        return budget.node(made, arguments);
    }

    private List<Expression> expressionList() throws FilterException {
        List<Expression> list = new ArrayList<>();
        do {
            list.add(expressions.expression());
            budget.list(list.size(), in.peek().span());
        } while (in.takeSymbol(","));
        return list;
    }

    private Expression worded(Token word) throws FilterException {
        in.take();
        in.expectSymbol("(");
        WordedCalls.Call call = worded.read(word);
        in.expectSymbol(")");
        return finished(
                Optional.empty(),
                new Identifier(call.function(), true, word.span()),
                call.arguments());
    }

    /// A call of a function, from its parenthesis on.
    Expression call(Optional<Identifier> schema, Identifier name) throws FilterException {
        in.expectSymbol("(");
        List<Expression> arguments = new ArrayList<>();
        if (!in.peek().isSymbol(")")) {
            do {
                refuseNonValue();
                arguments.add(expressions.expression());
                budget.list(arguments.size(), name.span());
            } while (in.takeSymbol(","));
        }
        if (in.peek().isOperator("=>") || in.peek().isSymbol(":=")) {
            throw in.unsupported(
                    in.peek().span(), "arguments by name are not available in filters");
        }
        if (in.peek().isWord("order")) {
            throw in.unsupported(in.peek().span(), "aggregates are not available in filters");
        }
        in.expectSymbol(")");
        return finished(schema, name, arguments);
    }

    private void refuseNonValue() throws FilterException {
        Token token = in.peek();
        if (token.isWord("distinct") || token.isWord("all") || token.isOperator("*")) {
            throw in.unsupported(token.span(), "aggregates are not available in filters");
        }
        if (token.isWord("variadic")) {
            throw in.unsupported(token.span(), "`variadic` is not available in filters");
        }
    }

    private Expression finished(
            Optional<Identifier> schema, Identifier name, List<Expression> arguments)
            throws FilterException {
        Token next = in.peek();
        boolean filter = next.isWord("filter") && in.peek(1).isSymbol("(");
        if (next.isWord("over") || next.isWord("within") || filter) {
            throw in.unsupported(
                    next.span(), "aggregates and window functions are not available in filters");
        }
        Span start = schema.map(Identifier::span).orElse(name.span());
        return budget.node(
                new Expression.FunctionCall(schema, name, arguments, in.since(start)), arguments);
    }
}
