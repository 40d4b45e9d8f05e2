package dev.rowhook.filter.syntax;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterException.Code;
import dev.rowhook.filter.Span;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Cuts a filter into tokens as Postgres's scanner does.
final class Lexer {
    private static final int LONGEST_NAME = 63;

    private final String text;
    private final Characters in;
    private final StringReader strings;

    private Lexer(String text) {
        this.text = text;
        this.in = new Characters(text);
        this.strings = new StringReader(in);
    }

    /// The tokens of a text, the last of which is [Token.Kind#END].
    static List<Token> tokens(String text) throws FilterException {
        Lexer lexer = new Lexer(text);
        List<Token> tokens = new ArrayList<>();
        Token token = lexer.next();
        while (token.kind() != Token.Kind.END) {
            tokens.add(token);
            token = lexer.next();
        }
        tokens.add(token);
        return tokens;
    }

    private Token next() throws FilterException {
        in.skipSpace();
        int start = in.position();
        if (in.atEnd()) {
            return token(Token.Kind.END, "", start);
        }
        char c = in.peek();
        if (c == '\'') {
            return token(Token.Kind.TEXT, strings.standard(), start);
        }
        if (c == '"') {
            return quotedName(start);
        }
        if (c == '$') {
            return dollar(start);
        }
        if (Characters.isDigit(c) || (c == '.' && Characters.isDigit(in.peek(1)))) {
            return token(Token.Kind.NUMBER, new NumberReader(in).read(), start);
        }
        if (Characters.startsName(c)) {
            return word(start);
        }
        if (OperatorReader.isOperator(c)) {
            return token(Token.Kind.OPERATOR, OperatorReader.read(in), start);
        }
        return symbol(c, start);
    }

    private Token symbol(char c, int start) throws FilterException {
        String symbol = Character.toString(c);
        if (c == ':' && (in.peek(1) == ':' || in.peek(1) == '=')) {
            symbol = ":" + in.peek(1);
        } else if (c == ';') {
            throw in.error(start, start + 1, "a filter is one expression: it has no `;`");
        } else if ("()[],.:".indexOf(c) < 0) {
            int end = text.offsetByCodePoints(start, 1);
            throw in.error(
                    start, end, "found %s, which means nothing here".formatted(shown(start)));
        }
        in.advance(symbol.length());
        return token(Token.Kind.SYMBOL, symbol, start);
    }

    private String shown(int at) {
        int c = text.codePointAt(at);
        return Character.isISOControl(c) || !Character.isDefined(c)
                ? "the character U+%04X".formatted(c)
                : "`" + Character.toString(c) + "`";
    }

    private Token word(int start) throws FilterException {
        char first = Character.toLowerCase(in.peek());
        char second = in.peek(1);
        if (second == '\'') {
            switch (first) {
                case 'e' -> {
                    in.advance(1);
                    return token(Token.Kind.TEXT, strings.escaped(), start);
                }
                case 'b', 'x' -> {
                    in.advance(1);
                    return token(Token.Kind.BITS, first + strings.standard(), start);
                }
                case 'n' -> throw unsupported(start, "national strings (`n'…'`)");
                default -> {}
            }
        }
        if (first == 'u' && second == '&' && (in.peek(2) == '\'' || in.peek(2) == '"')) {
            throw unsupported(start, "unicode escapes of the form `u&`");
        }
        while (!in.atEnd() && Characters.continuesName(in.peek())) {
            in.advance(1);
        }
        String name = foldAscii(text.substring(start, in.position()));
        return token(Token.Kind.WORD, truncated(name), start);
    }

    private FilterException unsupported(int start, String what) {
        return new FilterException(
                Code.UNSUPPORTED,
                text,
                new Span(start, start + 2),
                "%s are not available in filters".formatted(what));
    }

    private Token quotedName(int start) throws FilterException {
        String name = strings.delimited('"', "the quoted name that begins here does not end");
        if (name.isEmpty()) {
            throw in.error(start, in.position(), "a quoted name is empty");
        }
        return token(Token.Kind.QUOTED, truncated(name), start);
    }

    private Token dollar(int start) throws FilterException {
        if (Characters.isDigit(in.peek(1))) {
            throw new FilterException(
                    Code.UNSUPPORTED,
                    text,
                    new Span(start, start + 2),
                    "filters have no parameters: write the value in place of `$…`");
        }
        return token(Token.Kind.TEXT, strings.dollarQuoted(), start);
    }

    private Token token(Token.Kind kind, String meaning, int start) {
        return new Token(kind, meaning, new Span(start, in.position()));
    }

    private static String foldAscii(String name) {
        return name.chars()
                .map(c -> c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c)
                .collect(
                        StringBuilder::new,
                        (folded, c) -> folded.append((char) c),
                        StringBuilder::append)
                .toString();
    }

    /// Postgres cuts longer names where a character ends.
    private static String truncated(String name) {
        String cut = name;
        while (cut.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }
}
