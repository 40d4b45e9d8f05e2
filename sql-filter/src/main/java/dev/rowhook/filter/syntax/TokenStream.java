package dev.rowhook.filter.syntax;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterException.Code;
import dev.rowhook.filter.Span;

import java.util.List;

/// The tokens of a filter, and the one at hand.
final class TokenStream {
    private final String text;
    private final List<Token> tokens;
    private int position;

    TokenStream(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(position + ahead, tokens.size() - 1));
    }

    Token take() {
        Token token = peek();
        if (token.kind() != Token.Kind.END) {
            position++;
        }
        return token;
    }

    int position() {
        return position;
    }

    void goTo(int place) {
        position = place;
    }

    /// From the start of a token up to the last one taken.
    Span since(Span start) {
        Span last = tokens.get(Math.max(position - 1, 0)).span();
        return start.to(last);
    }

    boolean takeSymbol(String symbol) {
        boolean found = peek().isSymbol(symbol);
        if (found) {
            position++;
        }
        return found;
    }

    boolean takeWord(String word) {
        boolean found = peek().isWord(word);
        if (found) {
            position++;
        }
        return found;
    }

    Token expectSymbol(String symbol) throws FilterException {
        return peek().isSymbol(symbol) ? take() : fail("`%s`".formatted(symbol));
    }

    Token expectWord(String word) throws FilterException {
        return peek().isWord(word) ? take() : fail("`%s`".formatted(word));
    }

    private Token fail(String wanted) throws FilterException {
        throw unexpected("where %s is expected".formatted(wanted));
    }

    /// The error of a token that cannot stand where it does.
    FilterException unexpected(String instead) {
        return syntax(peek().span(), "found %s %s".formatted(shown(peek()), instead));
    }

    FilterException syntax(Span span, String message) {
        return new FilterException(Code.SYNTAX, text, span, message);
    }

    FilterException unsupported(Span span, String message) {
        return new FilterException(Code.UNSUPPORTED, text, span, message);
    }

    FilterException limit(Span span, String message) {
        return new FilterException(Code.LIMIT, text, span, message);
    }

    private String shown(Token token) {
        return switch (token.kind()) {
            case END -> "the end";
            case TEXT -> "a string";
            default -> "`" + token.span().in(text) + "`";
        };
    }
}
