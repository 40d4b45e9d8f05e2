package dev.rowhook.filter.resolve;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterException.Code;
import dev.rowhook.filter.FilterTable;
import dev.rowhook.filter.syntax.Expression;
import dev.rowhook.filter.syntax.Parser;
import dev.rowhook.filter.typed.Typed;

/// Types a filter against a table: which operators and functions of Postgres it means, and where it
/// casts.
public final class Resolver {
    private static final int HEAVIEST = 10_000;

    private Resolver() {}

    /// @throws FilterException if Postgres would not take the text as a condition on the table's
    ///   rows, or a filter cannot honour what it asks for
    public static ResolvedFilter resolve(String text, FilterTable table) throws FilterException {
        Expression expression = Parser.parse(text);
        Typed root = new Typing(text, table).root(expression);
        if (new Weight().of(root) > HEAVIEST) {
            throw new FilterException(
                    Code.LIMIT,
                    text,
                    expression.span(),
                    "the filter has too many parts: `between`, `in` and `case` repeat what they test");
        }
        return new ResolvedFilter(text, table, root);
    }
}
