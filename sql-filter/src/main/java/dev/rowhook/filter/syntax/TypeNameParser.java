package dev.rowhook.filter.syntax;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads names of types.
final class TypeNameParser {
    private static final Set<String> INTERVAL_FIELDS =
            Set.of("year", "month", "day", "hour", "minute", "second");

    private static final Set<String> FURTHER_WORDS =
            Set.of("precision", "varying", "character", "char", "with", "without", "time", "zone");

    private final TokenStream in;
    private final Budget budget;

    TypeNameParser(TokenStream in, Budget budget) {
        this.in = in;
        this.budget = budget;
    }

    /// The type of a cast.
    TypeName type() throws FilterException {
        Span start = in.peek().span();
        TypeName element = element();
        if (isIntervalField() && element.name().equals("interval")) {
            throw in.unsupported(
                    in.peek().span(), "fields of intervals are not available in filters");
        }
        boolean array = false;
        if (in.takeWord("array")) {
            array = true;
            bound(in.takeSymbol("["));
        } else {
            while (in.takeSymbol("[")) {
                array = true;
                bound(true);
            }
        }
        return element.asArray(array, in.since(start));
    }

    private void bound(boolean open) throws FilterException {
        if (open) {
            if (in.peek().kind() == Token.Kind.NUMBER) {
                in.take();
            }
            in.expectSymbol("]");
        }
    }

    /// The type if a string follows it at once; empty, and anything may be taken, if not.
    Optional<TypeName> beforeLiteral() throws FilterException {
        Token first = in.peek();
        boolean name = first.kind() == Token.Kind.QUOTED || !Keywords.isReserved(first.text());
        if (!name || !literalFollows()) {
            return Optional.empty();
        }
        TypeName type = element();
        if (in.peek().kind() != Token.Kind.TEXT) {
            return Optional.empty();
        }
        // Only a column of a table is one character long by default.
        boolean implied = List.of("bpchar", "bit").contains(type.name());
        return Optional.of(implied && !in.peek(-1).isSymbol(")") ? type.withoutModifiers() : type);
    }

    /// Whether words, and a list of numbers in parentheses, are followed by a string.
    private boolean literalFollows() {
        int ahead = afterWords(afterName());
        if (in.peek(ahead).isSymbol("(")) {
            ahead++;
            while (in.peek(ahead).kind() == Token.Kind.NUMBER
                    || in.peek(ahead).isSymbol(",")
                    || in.peek(ahead).isOperator("-")) {
                ahead++;
            }
            if (!in.peek(ahead).isSymbol(")")) {
                return false;
            }
            ahead = afterWords(ahead + 1);
        }
        return in.peek(ahead).kind() == Token.Kind.TEXT;
    }

    private int afterName() {
        int ahead = 1;
        while (in.peek(ahead).isSymbol(".")) {
            ahead += 2;
        }
        return ahead;
    }

    private int afterWords(int from) {
        int ahead = from;
        while (FURTHER_WORDS.contains(in.peek(ahead).word())) {
            ahead++;
        }
        return ahead;
    }

    boolean isIntervalField() {
        return INTERVAL_FIELDS.contains(in.peek().word());
    }

    private TypeName element() throws FilterException {
        Token first = in.peek();
        if (first.kind() != Token.Kind.WORD && first.kind() != Token.Kind.QUOTED) {
            throw in.unexpected("where the name of a type is expected");
        }
        in.take();
        Optional<TypeName> standard =
                first.kind() == Token.Kind.QUOTED ? Optional.empty() : standard(first);
        return standard.isPresent() ? standard.get() : generic(first);
    }

    private TypeName generic(Token first) throws FilterException {
        if (first.kind() == Token.Kind.WORD && !Keywords.mayBeFunction(first.text())) {
            in.goTo(in.position() - 1);
            throw in.unexpected("where the name of a type is expected");
        }
        if (!in.takeSymbol(".")) {
            return named(first.text(), modifiers(), first);
        }
        Token name = in.take();
        if (name.kind() != Token.Kind.WORD && name.kind() != Token.Kind.QUOTED) {
            in.goTo(in.position() - 1);
            throw in.unexpected("where the name of a type is expected");
        }
        List<Integer> modifiers = modifiers();
        return new TypeName(
                Optional.of(first.text()), name.text(), modifiers, false, in.since(first.span()));
    }

    /// The types whose names SQL spells by words of its own.
    private Optional<TypeName> standard(Token first) throws FilterException {
        return Optional.ofNullable(
                switch (first.text()) {
                    case "int", "integer" -> named("int4", List.of(), first);
                    case "smallint" -> named("int2", List.of(), first);
                    case "bigint" -> named("int8", List.of(), first);
                    case "real" -> named("float4", List.of(), first);
                    case "boolean" -> named("bool", List.of(), first);
                    case "json" -> named("json", List.of(), first);
                    case "float" -> floating(first);
                    case "double" -> {
                        if (!in.takeWord("precision")) {
                            yield null;
                        }
                        yield named("float8", List.of(), first);
                    }
                    case "decimal", "dec", "numeric" -> named("numeric", modifiers(), first);
                    case "varchar" -> named("varchar", modifiers(), first);
                    case "char", "character", "nchar" -> character(first);
                    case "national" -> {
                        if (!in.takeWord("character") && !in.takeWord("char")) {
                            yield null;
                        }
                        yield character(first);
                    }
                    case "bit" -> bits(first);
                    case "time", "timestamp" -> time(first);
                    case "interval" -> named("interval", modifiers(), first);
                    case "setof" ->
                            throw in.unsupported(
                                    first.span(), "`setof` is not available in filters");
                    default -> null;
                });
    }

    private TypeName floating(Token first) throws FilterException {
        List<Integer> precision = modifiers();
        if (precision.isEmpty()) {
            return named("float8", List.of(), first);
        }
        int bits = precision.getFirst();
        if (bits < 1 || bits > 53) {
            throw in.syntax(in.since(first.span()), "the precision of `float` is 1 to 53");
        }
        return named(bits <= 24 ? "float4" : "float8", List.of(), first);
    }

    private TypeName character(Token first) throws FilterException {
        boolean varying = in.takeWord("varying");
        List<Integer> length = modifiers();
        if (varying) {
            return named("varchar", length, first);
        }
        return named("bpchar", length.isEmpty() ? List.of(1) : length, first);
    }

    private TypeName bits(Token first) throws FilterException {
        boolean varying = in.takeWord("varying");
        List<Integer> length = modifiers();
        if (varying) {
            return named("varbit", length, first);
        }
        return named("bit", length.isEmpty() ? List.of(1) : length, first);
    }

    private TypeName time(Token first) throws FilterException {
        List<Integer> precision = modifiers();
        boolean with = in.peek().isWord("with") && in.peek(1).isWord("time");
        boolean without = in.peek().isWord("without") && in.peek(1).isWord("time");
        if (with || without) {
            in.goTo(in.position() + 2);
            in.expectWord("zone");
        }
        return named(with ? first.text() + "tz" : first.text(), precision, first);
    }

    private List<Integer> modifiers() throws FilterException {
        if (!in.takeSymbol("(")) {
            return List.of();
        }
        List<Integer> modifiers = new ArrayList<>();
        do {
            boolean negative = in.peek().isOperator("-");
            if (negative) {
                in.take();
            }
            Token number = in.peek();
            boolean fits =
                    number.kind() == Token.Kind.NUMBER && number.text().matches("[0-9]{1,9}");
            if (!fits) {
                throw in.unexpected("where a whole number is expected, for the type");
            }
            in.take();
            modifiers.add((negative ? -1 : 1) * Integer.parseInt(number.text()));
            budget.list(modifiers.size(), number.span());
        } while (in.takeSymbol(","));
        in.expectSymbol(")");
        return modifiers;
    }

    private TypeName named(String name, List<Integer> modifiers, Token first) {
        return new TypeName(Optional.empty(), name, modifiers, false, in.since(first.span()));
    }
}
