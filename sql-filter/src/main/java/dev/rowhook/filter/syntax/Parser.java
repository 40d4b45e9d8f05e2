package dev.rowhook.filter.syntax;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterException.Code;
import dev.rowhook.filter.Span;

/// Reads the text of a filter.
public final class Parser {
    private static final int LONGEST = 10_000;

    private Parser() {}

    /// @throws FilterException with the place, if the text is no expression or an unreasonable one
    public static Expression parse(String text) throws FilterException {
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw new FilterException(
                    Code.LIMIT,
                    text,
                    new Span(0, 0),
                    "a filter has at most %,d characters".formatted(LONGEST));
        }
        return new ExpressionParser(new TokenStream(text, Lexer.tokens(text))).whole();
    }
}
