package dev.rowhook.filter.syntax;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the arguments of functions that SQL separates by words: `substring(x from 2 for 3)`,
/// `position(x in y)`, `trim(both x from y)`, `overlay(…)`, `extract(year from x)`.
final class WordedCalls {
    private final TokenStream in;
    private final ExpressionParser expressions;

    WordedCalls(TokenStream in, ExpressionParser expressions) {
        this.in = in;
        this.expressions = expressions;
    }

    /// A function by its plain name, and its arguments in its own order.
    record Call(String function, List<Expression> arguments) {}

    /// What stands between the parentheses.
    Call read(Token word) throws FilterException {
        return switch (word.text()) {
            case "extract" -> extract();
            case "position" -> position();
            case "trim" -> trim();
            case "overlay" -> overlay();
            default -> substring();
        };
    }

    private Call extract() throws FilterException {
        Token field = in.peek();
        if (field.kind() != Token.Kind.WORD
                && field.kind() != Token.Kind.QUOTED
                && field.kind() != Token.Kind.TEXT) {
            throw in.unexpected("where a field is expected, such as `year`");
        }
        in.take();
        in.expectWord("from");
        Expression value = expressions.expression();
        return new Call(
                "extract", List.of(new Expression.TextLiteral(field.text(), field.span()), value));
    }

    private Call position() throws FilterException {
        Expression wanted = expressions.restricted();
        in.expectWord("in");
        Expression text = expressions.restricted();
        return new Call("position", List.of(text, wanted));
    }

    private Call trim() throws FilterException {
        String function = "btrim";
        if (in.takeWord("leading")) {
            function = "ltrim";
        } else if (in.takeWord("trailing")) {
            function = "rtrim";
        } else {
            in.takeWord("both");
        }
        List<Expression> arguments = new ArrayList<>();
        Optional<Expression> characters = Optional.empty();
        if (!in.takeWord("from")) {
            Expression first = expressions.expression();
            if (in.takeWord("from")) {
                characters = Optional.of(first);
            } else {
                arguments.add(first);
                if (!in.takeSymbol(",")) {
                    return new Call(function, arguments);
                }
            }
        }
        do {
            arguments.add(expressions.expression());
        } while (in.takeSymbol(","));
        characters.ifPresent(arguments::add);
        return new Call(function, arguments);
    }

    private Call overlay() throws FilterException {
        List<Expression> arguments = new ArrayList<>(List.of(expressions.expression()));
        if (in.takeWord("placing")) {
            arguments.add(expressions.expression());
            in.expectWord("from");
            arguments.add(expressions.expression());
            if (in.takeWord("for")) {
                arguments.add(expressions.expression());
            }
            return new Call("overlay", arguments);
        }
        return new Call("overlay", rest(arguments));
    }

    private Call substring() throws FilterException {
        Expression text = expressions.expression();
        List<Expression> arguments = new ArrayList<>(List.of(text));
        if (in.takeWord("from")) {
            arguments.add(expressions.expression());
            if (in.takeWord("for")) {
                arguments.add(expressions.expression());
            }
        } else if (in.takeWord("for")) {
            Expression length = expressions.expression();
            if (in.takeWord("from")) {
                arguments.add(expressions.expression());
                arguments.add(length);
            } else {
                Span span = length.span();
                arguments.add(new Expression.NumberLiteral("1", span));
                TypeName int4 = new TypeName(Optional.empty(), "int4", List.of(), false, span);
                arguments.add(new Expression.Cast(length, int4, span));
            }
        } else if (in.takeWord("similar")) {
            arguments.add(expressions.expression());
            in.expectWord("escape");
            arguments.add(expressions.expression());
        } else {
            rest(arguments);
        }
        return new Call("substring", arguments);
    }

    private List<Expression> rest(List<Expression> arguments) throws FilterException {
        while (in.takeSymbol(",")) {
            arguments.add(expressions.expression());
        }
        return arguments;
    }
}
