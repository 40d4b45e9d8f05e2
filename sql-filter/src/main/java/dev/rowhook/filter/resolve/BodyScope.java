package dev.rowhook.filter.resolve;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;
import dev.rowhook.filter.syntax.Expression;
import dev.rowhook.filter.syntax.Expression.FunctionCall;
import dev.rowhook.filter.syntax.Expression.Name;
import dev.rowhook.filter.syntax.Parser;

import java.util.List;

/// The names within the body of a function that is written in SQL: its arguments, `"$1"` and so on.
record BodyScope(List<Operand> arguments) implements Scope {

    static Expression parse(String body, String name, Span span, Problems problems)
            throws FilterException {
        try {
            return Parser.parse(body.replaceAll("\\$([0-9])", "\"\\$$1\""));
        } catch (FilterException e) {
            throw problems.unsupported(
                    span, "`%s` in this form is not available in filters".formatted(name));
        }
    }

    @Override
    public Operand name(Name name) {
        int number = Integer.parseInt(name.parts().getFirst().text().substring(1));
        return arguments.get(number - 1);
    }

    @Override
    public Operand changed(FunctionCall call) {
        throw new IllegalStateException("no function of Postgres asks whether a column changed");
    }
}
