package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.FilterColumn;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterTable;
import dev.rowhook.filter.syntax.Expression.FunctionCall;
import dev.rowhook.filter.syntax.Expression.Name;
import dev.rowhook.filter.syntax.Identifier;
import dev.rowhook.filter.syntax.Parser;
import dev.rowhook.filter.syntax.Printer;

import java.util.List;
import java.util.Optional;

/// A filter as the condition of a query that reads rows of its table: `action` is `read`, there is
/// no old row, and everything changed.
///
/// Columns are cast to their types, which is nothing but for domains: filters take a domain for
/// what it is made of.
public final class WhereClause extends Printer {
    private final FilterTable table;
    private final String alias;

    private WhereClause(FilterTable table, String alias) {
        this.table = table;
        this.alias = alias;
    }

    /// @param alias the name of the table in the query
    public static String of(ResolvedFilter filter, String alias) {
        try {
            return new WhereClause(filter.table(), alias).print(Parser.parse(filter.text()));
        } catch (FilterException e) {
            throw new IllegalStateException("a resolved filter parses", e);
        }
    }

    @Override
    protected String name(Name name) {
        List<Identifier> parts = name.parts();
        Identifier last = parts.getLast();
        if (parts.size() == 1 && last.text().equals("action") && !last.quoted()) {
            return "'read'::text";
        }
        boolean old = parts.size() == 2 && parts.getFirst().text().equals("old");
        FilterColumn column =
                table.columns().stream()
                        .filter(c -> c.name().equals(last.text()))
                        .findFirst()
                        .orElseThrow();
        String value = old ? "null" : quote(alias) + "." + quote(column.name());
        String cast = cast(column.type());
        return cast.isEmpty() ? value : "(" + value + ")" + cast;
    }

    private String cast(SqlType type) {
        return switch (type) {
            case SqlType.BuiltIn _ -> "::" + builtIn(type);
            case SqlType.Enumeration(_, String name, _) -> "::" + name;
            case SqlType.ArrayOf(_, SqlType element) -> cast(element) + "[]";
            case SqlType.Opaque _ -> "";
        };
    }

    private String builtIn(SqlType type) {
        return Catalogue.POSTGRES
                .type(type.oid())
                .map(entry -> "pg_catalog." + quote(entry.name()))
                .orElse("text");
    }

    private static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    protected String call(FunctionCall call) {
        boolean changed = call.schema().isEmpty() && call.name().text().equals("changed");
        if (changed && !call.name().quoted()) {
            return "true";
        }
        Identifier schema = new Identifier("pg_catalog", false, call.span());
        return super.call(
                new FunctionCall(Optional.of(schema), call.name(), call.arguments(), call.span()));
    }
}
