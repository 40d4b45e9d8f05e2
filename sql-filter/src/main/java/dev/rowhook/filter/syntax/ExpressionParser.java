package dev.rowhook.filter.syntax;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads expressions by the precedence of their operators.
///
/// What may stand between `between` and its `and` is a narrower kind of expression, without logic
/// and predicates at its top: it is read as `restricted`.
final class ExpressionParser {
    private final TokenStream in;
    private final Budget budget;
    private final OperandParser operands;
    private final PredicateParser predicates;

    ExpressionParser(TokenStream in) {
        this.in = in;
        this.budget = new Budget(in);
        this.operands = new OperandParser(in, budget, this);
        this.predicates = new PredicateParser(in, budget, this);
    }

    Expression whole() throws FilterException {
        Expression whole = expression();
        if (in.peek().kind() != Token.Kind.END) {
            throw in.unexpected("where the filter could end, or an operator could follow");
        }
        return whole;
    }

    Expression expression() throws FilterException {
        return above(Precedence.LOWEST, false);
    }

    Expression restricted() throws FilterException {
        return above(Precedence.LOWEST, true);
    }

    /// Reads operators that bind at least as tightly as `lowest`, and their operands.
    Expression above(int lowest, boolean restricted) throws FilterException {
        budget.enter();
        Expression left = prefixed(restricted);
        Optional<Expression> longer = continued(left, lowest, restricted);
        while (longer.isPresent()) {
            left = longer.get();
            longer = continued(left, lowest, restricted);
        }
        budget.leave();
        return left;
    }

    private Expression prefixed(boolean restricted) throws FilterException {
        Token token = in.peek();
        if (token.isWord("not") && !restricted) {
            in.take();
            Expression argument = above(Precedence.NOT, false);
            return budget.node(
                    new Expression.Not(argument, token.span().to(argument.span())),
                    List.of(argument));
        }
        if (token.kind() != Token.Kind.OPERATOR) {
            return operands.operand();
        }
        in.take();
        String operator = token.text();
        return switch (operator) {
            case "-", "+" -> signed(token, above(Precedence.SIGN, restricted));
            case "*", "/", "%", "^", "<", ">", "=", "<=", ">=", "<>" -> {
                in.goTo(in.position() - 1);
                throw in.unexpected("where a value is expected");
            }
            default ->
                    operation(
                            operator,
                            Optional.empty(),
                            above(Precedence.OTHER + 1, restricted),
                            token.span());
        };
    }

    private Expression signed(Token sign, Expression argument) throws FilterException {
        if (sign.text().equals("-")
                && argument instanceof Expression.NumberLiteral(String digits, Span span)) {
            return budget.node(
                    new Expression.NumberLiteral(negated(digits), sign.span().to(span)), List.of());
        }
        return operation(sign.text(), Optional.empty(), argument, sign.span());
    }

    private static String negated(String digits) {
        if (digits.startsWith("-")) {
            return digits.substring(1);
        }
        return digits.chars().allMatch(c -> c == '0') ? digits : "-" + digits;
    }

    private Expression operation(
            String operator, Optional<Expression> left, Expression right, Span operatorSpan)
            throws FilterException {
        List<Expression> children = new ArrayList<>(left.stream().toList());
        children.add(right);
        Span start = left.map(Expression::span).orElse(operatorSpan);
        return budget.node(
                new Expression.Operation(
                        operator, left, right, operatorSpan, start.to(right.span())),
                children);
    }

    /// What an operator behind `left` makes of it; empty if none follows that binds so tightly.
    private Optional<Expression> continued(Expression left, int lowest, boolean restricted)
            throws FilterException {
        Token token = in.peek();
        if (token.isSymbol("::")) {
            in.take();
            TypeName type = operands.types().type();
            return Optional.of(
                    budget.node(
                            new Expression.Cast(left, type, left.span().to(type.span())),
                            List.of(left)));
        }
        if (token.kind() == Token.Kind.OPERATOR) {
            return binary(left, token, lowest, restricted);
        }
        if (token.kind() != Token.Kind.WORD) {
            return Optional.empty();
        }
        if (!restricted && token.isWord("or") && lowest <= Precedence.OR) {
            return Optional.of(logic(left, "or"));
        }
        if (!restricted && token.isWord("and") && lowest <= Precedence.AND) {
            return Optional.of(logic(left, "and"));
        }
        return predicates.continued(left, lowest, restricted);
    }

    private Expression logic(Expression left, String word) throws FilterException {
        boolean or = word.equals("or");
        List<Expression> parts = new ArrayList<>();
        if (left instanceof Expression.Or(List<Expression> inner, _) && or) {
            parts.addAll(inner);
        } else if (left instanceof Expression.And(List<Expression> inner, _) && !or) {
            parts.addAll(inner);
        } else {
            parts.add(left);
        }
        while (in.takeWord(word)) {
            parts.add(above(1 + (or ? Precedence.OR : Precedence.AND), false));
        }
        Span span = left.span().to(parts.getLast().span());
        return budget.node(
                or ? new Expression.Or(parts, span) : new Expression.And(parts, span), parts);
    }

    private Optional<Expression> binary(
            Expression left, Token token, int lowest, boolean restricted) throws FilterException {
        int precedence = Precedence.ofOperator(token.text());
        boolean quantified = !restricted && isQuantifier(1);
        if (precedence < lowest) {
            return Optional.empty();
        }
        in.take();
        if (quantified) {
            return Optional.of(predicates.quantified(left, token.text(), token.span()));
        }
        Expression right = above(precedence + 1, restricted);
        if (precedence == Precedence.COMPARISON
                && in.peek().kind() == Token.Kind.OPERATOR
                && Precedence.ofOperator(in.peek().text()) == precedence) {
            throw in.unexpected(
                    "after another comparison: put parentheses around one, or `and` between");
        }
        return Optional.of(operation(token.text(), Optional.of(left), right, token.span()));
    }

    boolean isQuantifier(int ahead) {
        Token word = in.peek(ahead);
        return (word.isWord("any") || word.isWord("some") || word.isWord("all"))
                && in.peek(ahead + 1).isSymbol("(");
    }
}
