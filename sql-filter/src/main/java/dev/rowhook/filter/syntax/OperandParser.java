package dev.rowhook.filter.syntax;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what operators stand between: literals, columns, calls, and what is in parentheses.
final class OperandParser {
    private final TokenStream in;
    private final Budget budget;
    private final ExpressionParser expressions;
    private final TypeNameParser types;
    private final KeywordParser keywords;

    OperandParser(TokenStream in, Budget budget, ExpressionParser expressions) {
        this.in = in;
        this.budget = budget;
        this.expressions = expressions;
        this.types = new TypeNameParser(in, budget);
        this.keywords = new KeywordParser(in, budget, expressions, types);
    }

    TypeNameParser types() {
        return types;
    }

    Expression operand() throws FilterException {
        Token token = in.peek();
        return switch (token.kind()) {
            case TEXT -> {
                in.take();
                yield leaf(new Expression.TextLiteral(token.text(), token.span()));
            }
            case BITS -> {
                in.take();
                yield leaf(new Expression.BitLiteral(token.text(), token.span()));
            }
            case NUMBER -> {
                in.take();
                yield leaf(new Expression.NumberLiteral(token.text(), token.span()));
            }
            case WORD, QUOTED -> word(token);
            case SYMBOL -> {
                if (!token.isSymbol("(")) {
                    throw in.unexpected("where a value is expected");
                }
                yield parenthesized();
            }
            case OPERATOR, END -> throw in.unexpected("where a value is expected");
        };
    }

    private Expression leaf(Expression leaf) throws FilterException {
        return budget.node(leaf, List.of());
    }

    private Expression parenthesized() throws FilterException {
        Span start = in.take().span();
        Expression inner = expressions.expression();
        if (in.peek().isSymbol(",")) {
            throw in.unsupported(
                    start.to(in.peek().span()),
                    "rows such as `(a, b)` are not available in filters");
        }
        in.expectSymbol(")");
        if (in.peek().isSymbol(".")) {
            throw in.unsupported(
                    in.peek().span(), "fields of composite values are not available in filters");
        }
        return subscripted(inner, start);
    }

    private Expression word(Token token) throws FilterException {
        if (token.kind() == Token.Kind.WORD) {
            Optional<Expression> special = keywords.special(token);
            if (special.isPresent()) {
                return special.get();
            }
        }
        Optional<Expression> literal = typedLiteral();
        if (literal.isPresent()) {
            return literal.get();
        }
        boolean plain = token.kind() == Token.Kind.WORD;
        if (plain && Keywords.isReserved(token.text())) {
            throw in.unexpected(
                    "where a value is expected: it is a keyword, and a column of this name needs double quotes");
        }
        List<Identifier> parts = path();
        if (in.peek().isSymbol("(")) {
            return call(parts, plain && parts.size() == 1);
        }
        if (plain && !Keywords.mayBeColumn(token.text())) {
            in.goTo(in.position() - 2 * parts.size() + 1);
            throw in.unexpected(
                    "where a value is expected: it is a keyword, and a column of this name needs double quotes");
        }
        Span span = in.since(token.span());
        return subscripted(leaf(new Expression.Name(parts, span)), span);
    }

    private Expression call(List<Identifier> parts, boolean plain) throws FilterException {
        if (plain && !Keywords.mayBeFunction(parts.getFirst().text())) {
            throw in.unexpected(
                    "after the keyword `%s`, which is no function"
                            .formatted(parts.getFirst().text()));
        }
        if (parts.size() > 2) {
            throw in.unexpected("after a column, which is no function");
        }
        return keywords.call(
                parts.size() == 2 ? Optional.of(parts.getFirst()) : Optional.empty(),
                parts.getLast());
    }

    private List<Identifier> path() throws FilterException {
        List<Identifier> parts = new ArrayList<>();
        do {
            Token token = in.peek();
            if (token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.QUOTED) {
                throw in.unexpected("where the name of a column is expected");
            }
            in.take();
            parts.add(
                    new Identifier(token.text(), token.kind() == Token.Kind.QUOTED, token.span()));
        } while (in.takeSymbol("."));
        return parts;
    }

    /// `date '2020-01-01'`: a type, and a string at once.
    private Optional<Expression> typedLiteral() throws FilterException {
        int start = in.position();
        Span first = in.peek().span();
        Optional<TypeName> type = types.beforeLiteral();
        if (type.isEmpty()) {
            in.goTo(start);
            return Optional.empty();
        }
        Token value = in.take();
        Expression text = leaf(new Expression.TextLiteral(value.text(), value.span()));
        if (type.get().name().equals("interval") && types.isIntervalField()) {
            throw in.unsupported(
                    in.peek().span(),
                    "fields of intervals are not available in filters: write `interval '1 day'`");
        }
        return Optional.of(
                budget.node(
                        new Expression.Cast(text, type.get(), first.to(value.span())),
                        List.of(text)));
    }

    private Expression subscripted(Expression array, Span start) throws FilterException {
        if (!in.takeSymbol("[")) {
            return array;
        }
        if (in.peek().isSymbol(":")) {
            throw slice();
        }
        Expression index = expressions.expression();
        if (in.peek().isSymbol(":")) {
            throw slice();
        }
        in.expectSymbol("]");
        if (in.peek().isSymbol("[")) {
            throw in.unsupported(
                    in.peek().span(), "arrays have one dimension in filters, and so one subscript");
        }
        if (in.peek().isSymbol(".")) {
            throw in.unsupported(
                    in.peek().span(), "fields of composite values are not available in filters");
        }
        return budget.node(
                new Expression.Subscript(array, index, in.since(start)), List.of(array, index));
    }

    private FilterException slice() {
        return in.unsupported(in.peek().span(), "slices of arrays are not available in filters");
    }
}
