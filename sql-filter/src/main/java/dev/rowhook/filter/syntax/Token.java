package dev.rowhook.filter.syntax;

import dev.rowhook.filter.Span;

/// A word of a filter.
///
/// @param text what it means: a name folded, a string without its quotes, a number in decimal
record Token(Kind kind, String text, Span span) {

    enum Kind {
        /// A name without quotes, which may be a keyword.
        WORD,
        QUOTED,
        TEXT,
        BITS,
        NUMBER,
        OPERATOR,
        /// Brackets, comma, `.`, `:`, `::`, `:=`, `=>`.
        SYMBOL,
        END
    }

    /// The word, or nothing for any other kind of token.
    String word() {
        return kind == Kind.WORD ? text : "";
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }
}
