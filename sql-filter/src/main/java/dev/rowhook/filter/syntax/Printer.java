package dev.rowhook.filter.syntax;

import dev.rowhook.filter.syntax.Expression.FunctionCall;
import dev.rowhook.filter.syntax.Expression.Name;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes an expression as SQL, with parentheses around each part, so that it reads the same
/// everywhere.
public class Printer {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /// A name as SQL writes it: in quotes where it needs them.
    public static String quoted(String name) {
        return PLAIN.matcher(name).matches() && !Keywords.isSpecial(name)
                ? name
                : '"' + name.replace("\"", "\"\"") + '"';
    }

    /// A string as SQL writes it.
    public static String literal(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /// How names are written.
    protected String name(Name name) {
        return name.parts().stream().map(Printer::part).collect(Collectors.joining("."));
    }

    private static String part(Identifier part) {
        return part.quoted()
                ? '"' + part.text().replace("\"", "\"\"") + '"'
                : PLAIN.matcher(part.text()).matches() ? part.text() : quoted(part.text());
    }

    /// How calls of functions are written.
    protected String call(FunctionCall call) {
        String schema = call.schema().map(s -> quoted(s.text()) + ".").orElse("");
        return schema + quoted(call.name().text()) + "(" + list(call.arguments()) + ")";
    }

    /// The expression as SQL.
    public final String print(Expression expression) {
        return switch (expression) {
            case Name name -> name(name);
            case FunctionCall call -> call(call);
            case Expression.TextLiteral(String value, _) -> literal(value);
            case Expression.BitLiteral(String value, _) ->
                    value.charAt(0) + literal(value.substring(1));
            case Expression.NumberLiteral(String digits, _) ->
                    digits.startsWith("-") ? "(" + digits + ")" : digits;
            case Expression.BooleanLiteral(boolean value, _) -> Boolean.toString(value);
            case Expression.NullLiteral _ -> "null";
            case Expression.Cast(Expression argument, TypeName type, _) ->
                    "(%s)::%s".formatted(print(argument), type(type));
            case Expression.Operation(
                            String operator,
                            Optional<Expression> left,
                            Expression right,
                            _,
                            _) ->
                    left.map(side -> "(%s %s %s)".formatted(print(side), operator, print(right)))
                            .orElseGet(() -> "(%s %s)".formatted(operator, print(right)));
            case Expression.And(List<Expression> parts, _) -> joined(parts, " and ");
            case Expression.Or(List<Expression> parts, _) -> joined(parts, " or ");
            case Expression.Not(Expression argument, _) -> "(not %s)".formatted(print(argument));
            case Expression.Case choice -> choice(choice);
            case Expression.Coalesce(List<Expression> arguments, _) ->
                    "coalesce(%s)".formatted(list(arguments));
            case Expression.Extreme(boolean greatest, List<Expression> arguments, _) ->
                    "%s(%s)".formatted(greatest ? "greatest" : "least", list(arguments));
            case Expression.NullIf(Expression left, Expression right, _) ->
                    "nullif(%s, %s)".formatted(print(left), print(right));
            case Expression.ArrayOf(List<Expression> elements, _) ->
                    "array[%s]".formatted(list(elements));
            case Expression.Subscript(Expression array, Expression index, _) ->
                    "(%s)[%s]".formatted(print(array), print(index));
            case Expression.Collate(Expression argument, String collation, _) ->
                    "(%s collate \"%s\")"
                            .formatted(print(argument), collation.replace("\"", "\"\""));
            case Expression.NullTest _,
                    Expression.TruthTest _,
                    Expression.DistinctTest _,
                    Expression.Between _,
                    Expression.InList _,
                    Expression.Match _,
                    Expression.Quantified _ ->
                    "(" + predicate(expression) + ")";
        };
    }

    private String predicate(Expression expression) {
        return switch (expression) {
            case Expression.NullTest test ->
                    "%s is %snull".formatted(print(test.argument()), not(test.negated()));
            case Expression.TruthTest test ->
                    "%s is %s%s"
                            .formatted(
                                    print(test.argument()),
                                    not(test.negated()),
                                    test.truth().map(Object::toString).orElse("unknown"));
            case Expression.DistinctTest test ->
                    "%s is %sdistinct from %s"
                            .formatted(
                                    print(test.left()), not(test.negated()), print(test.right()));
            case Expression.Between between ->
                    "%s %sbetween %s%s and %s"
                            .formatted(
                                    print(between.argument()),
                                    not(between.negated()),
                                    between.symmetric() ? "symmetric " : "",
                                    print(between.low()),
                                    print(between.high()));
            case Expression.InList list ->
                    "%s %sin (%s)"
                            .formatted(
                                    print(list.argument()),
                                    not(list.negated()),
                                    list(list.elements()));
            case Expression.Match match ->
                    "%s %s%s %s%s"
                            .formatted(
                                    print(match.argument()),
                                    not(match.negated()),
                                    match.kind().words(),
                                    print(match.pattern()),
                                    match.escape().map(e -> " escape " + print(e)).orElse(""));
            case Expression.Quantified quantified ->
                    "%s %s %s (%s)"
                            .formatted(
                                    print(quantified.left()),
                                    quantified.operator(),
                                    quantified.all() ? "all" : "any",
                                    print(quantified.array()));
            default -> throw new IllegalArgumentException(expression.toString());
        };
    }

    private static String not(boolean negated) {
        return negated ? "not " : "";
    }

    private String choice(Expression.Case choice) {
        StringBuilder text = new StringBuilder("case");
        choice.operand().ifPresent(operand -> text.append(' ').append(print(operand)));
        choice.whens()
                .forEach(when ->
                        text.append(
                                " when %s then %s"
                                        .formatted(print(when.condition()), print(when.result()))));
        choice.otherwise().ifPresent(last -> text.append(" else ").append(print(last)));
        return text.append(" end").toString();
    }

    private String joined(List<Expression> parts, String between) {
        return parts.stream().map(this::print).collect(Collectors.joining(between, "(", ")"));
    }

    private String list(List<Expression> parts) {
        return parts.stream().map(this::print).collect(Collectors.joining(", "));
    }

    /// The name of a type as SQL writes it, in quotes where SQL would read another type.
    public static String type(TypeName type) {
        String modifiers =
                type.modifiers().isEmpty()
                        ? ""
                        : type.modifiers().stream()
                                .map(m -> String.format(Locale.ROOT, "%d", m))
                                .collect(Collectors.joining(",", "(", ")"));
        return type.schema().map(schema -> quoted(schema) + ".").orElse("")
                + quoted(type.name())
                + modifiers
                + (type.array() ? "[]" : "");
    }
}
