package dev.rowhook.filter.syntax;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;
import dev.rowhook.filter.syntax.Expression.MatchKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what follows a value in words: `is`, `between`, `in`, `like`, `collate`, `at time zone`.
final class PredicateParser {
    private final TokenStream in;
    private final Budget budget;
    private final ExpressionParser expressions;
    private final IsParser is;

    PredicateParser(TokenStream in, Budget budget, ExpressionParser expressions) {
        this.in = in;
        this.budget = budget;
        this.expressions = expressions;
        this.is = new IsParser(in, budget, expressions);
    }

    Optional<Expression> continued(Expression left, int lowest, boolean restricted)
            throws FilterException {
        return switch (in.peek().word()) {
            case "is", "isnull", "notnull" -> is.continued(left, lowest, restricted);
            case "collate" ->
                    restricted || lowest > Precedence.COLLATE
                            ? Optional.empty()
                            : Optional.of(collate(left));
            case "at" ->
                    restricted || lowest > Precedence.AT
                            ? Optional.empty()
                            : Optional.of(atTimeZone(left));
            case "overlaps" ->
                    throw in.unsupported(
                            in.peek().span(), "`overlaps` is not available in filters");
            default -> restricted || lowest > Precedence.MATCH ? Optional.empty() : match(left);
        };
    }

    private Optional<Expression> match(Expression left) throws FilterException {
        boolean negated = in.peek().isWord("not");
        Expression predicate;
        switch (in.peek(negated ? 1 : 0).word()) {
            case "between" -> {
                in.goTo(in.position() + (negated ? 2 : 1));
                predicate = between(left, negated);
            }
            case "in" -> {
                in.goTo(in.position() + (negated ? 2 : 1));
                return Optional.of(inList(left, negated));
            }
            case "like" -> {
                in.goTo(in.position() + (negated ? 2 : 1));
                predicate = like(left, MatchKind.LIKE, negated);
            }
            case "ilike" -> {
                in.goTo(in.position() + (negated ? 2 : 1));
                predicate = like(left, MatchKind.ILIKE, negated);
            }
            case "similar" -> {
                in.goTo(in.position() + (negated ? 2 : 1));
                in.expectWord("to");
                predicate = like(left, MatchKind.SIMILAR, negated);
            }
            default -> {
                return Optional.empty();
            }
        }
        if (!(predicate instanceof Expression.Quantified) && matchFollows()) {
            throw in.unexpected("after another predicate: put parentheses around one");
        }
        return Optional.of(predicate);
    }

    private boolean matchFollows() {
        Token next = in.peek(in.peek().isWord("not") ? 1 : 0);
        return next.isWord("between")
                || next.isWord("in")
                || next.isWord("like")
                || next.isWord("ilike")
                || next.isWord("similar");
    }

    private Expression between(Expression left, boolean negated) throws FilterException {
        boolean symmetric = in.takeWord("symmetric");
        if (!symmetric) {
            in.takeWord("asymmetric");
        }
        Expression low = expressions.restricted();
        in.expectWord("and");
        Expression high = expressions.above(Precedence.MATCH + 1, false);
        return budget.node(
                new Expression.Between(
                        left, low, high, negated, symmetric, left.span().to(high.span())),
                List.of(left, low, high));
    }

    private Expression inList(Expression left, boolean negated) throws FilterException {
        in.expectSymbol("(");
        List<Expression> elements = new ArrayList<>();
        do {
            elements.add(expressions.expression());
            budget.list(elements.size(), left.span());
        } while (in.takeSymbol(","));
        in.expectSymbol(")");
        List<Expression> children = new ArrayList<>(elements);
        children.add(left);
        return budget.node(
                new Expression.InList(left, elements, negated, in.since(left.span())), children);
    }

    private Expression like(Expression left, MatchKind kind, boolean negated)
            throws FilterException {
        Span words = in.peek(-1).span();
        if (kind != MatchKind.SIMILAR && expressions.isQuantifier(0)) {
            return quantified(left, kind.operator(negated), words);
        }
        Expression pattern = expressions.above(Precedence.MATCH + 1, false);
        List<Expression> children = new ArrayList<>(List.of(left, pattern));
        Optional<Expression> escape = Optional.empty();
        if (in.takeWord("escape")) {
            Expression value = expressions.above(Precedence.MATCH + 1, false);
            escape = Optional.of(value);
            children.add(value);
        }
        return budget.node(
                new Expression.Match(kind, left, pattern, escape, negated, in.since(left.span())),
                children);
    }

    /// From `any` or `all` on.
    Expression quantified(Expression left, String operator, Span operatorSpan)
            throws FilterException {
        boolean all = in.take().isWord("all");
        in.expectSymbol("(");
        Expression array = expressions.expression();
        in.expectSymbol(")");
        return budget.node(
                new Expression.Quantified(
                        left, operator, array, all, operatorSpan, in.since(left.span())),
                List.of(left, array));
    }

    private Expression collate(Expression left) throws FilterException {
        in.take();
        Token name = in.take();
        if (in.peek().isSymbol(".") && name.text().equals("pg_catalog")) {
            in.take();
            name = in.take();
        }
        boolean named = name.kind() == Token.Kind.QUOTED || name.kind() == Token.Kind.WORD;
        if (!named) {
            in.goTo(in.position() - 1);
            throw in.unexpected("where the name of a collation is expected, such as `\"C\"`");
        }
        return budget.node(
                new Expression.Collate(left, name.text(), in.since(left.span())), List.of(left));
    }

    private Expression atTimeZone(Expression left) throws FilterException {
        Token at = in.take();
        if (in.peek().isWord("local")) {
            throw in.unsupported(in.peek().span(), "`at local` is not available in filters");
        }
        in.expectWord("time");
        in.expectWord("zone");
        Expression zone = expressions.above(Precedence.AT + 1, false);
        return budget.node(
                new Expression.FunctionCall(
                        Optional.empty(),
                        new Identifier("timezone", false, in.since(at.span())),
                        List.of(zone, left),
                        left.span().to(zone.span())),
                List.of(zone, left));
    }
}
