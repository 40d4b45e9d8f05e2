package dev.rowhook.filter.syntax;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;

import java.util.List;
import java.util.Optional;

/// Reads `is [not] …`, `isnull` and `notnull`.
final class IsParser {
    private static final String POSSIBLE =
            "after `is`, where `null`, `true`, `false`, `unknown` or `distinct from` is expected";

    private final TokenStream in;
    private final Budget budget;
    private final ExpressionParser expressions;

    IsParser(TokenStream in, Budget budget, ExpressionParser expressions) {
        this.in = in;
        this.budget = budget;
        this.expressions = expressions;
    }

    /// Empty if it binds less than `lowest`.
    Optional<Expression> continued(Expression left, int lowest, boolean restricted)
            throws FilterException {
        if (lowest > Precedence.IS) {
            return Optional.empty();
        }
        boolean is = in.peek().isWord("is");
        boolean negated = (is && in.peek(1).isWord("not")) || in.peek().isWord("notnull");
        Token test = in.peek(is && negated ? 2 : 1);
        if (restricted && !(is && test.isWord("distinct"))) {
            return Optional.empty();
        }
        in.goTo(in.position() + (is && negated ? 2 : 1));
        if (!is) {
            return Optional.of(nullTest(left, negated));
        }
        return Optional.of(
                switch (test.word()) {
                    case "distinct" -> distinct(left, negated, restricted);
                    case "null" -> {
                        in.take();
                        yield nullTest(left, negated);
                    }
                    case "true" -> truth(left, Optional.of(true), negated);
                    case "false" -> truth(left, Optional.of(false), negated);
                    case "unknown" -> truth(left, Optional.empty(), negated);
                    case "document", "json", "normalized", "nfc", "nfd", "nfkc", "nfkd" ->
                            throw in.unsupported(
                                    test.span(),
                                    "`is %s` is not available in filters".formatted(test.text()));
                    default -> throw in.unexpected(POSSIBLE);
                });
    }

    private Expression nullTest(Expression left, boolean negated) throws FilterException {
        return budget.node(
                new Expression.NullTest(left, negated, in.since(left.span())), List.of(left));
    }

    private Expression truth(Expression left, Optional<Boolean> truth, boolean negated)
            throws FilterException {
        in.take();
        return budget.node(
                new Expression.TruthTest(left, truth, negated, in.since(left.span())),
                List.of(left));
    }

    private Expression distinct(Expression left, boolean negated, boolean restricted)
            throws FilterException {
        in.take();
        in.expectWord("from");
        Expression right = expressions.above(Precedence.IS + 1, restricted);
        Token next = in.peek();
        if (next.isWord("is") || next.isWord("isnull") || next.isWord("notnull")) {
            throw in.unexpected("after `is distinct from`: put parentheses around one of them");
        }
        Span span = left.span().to(right.span());
        return budget.node(
                new Expression.DistinctTest(left, right, negated, span), List.of(left, right));
    }
}
