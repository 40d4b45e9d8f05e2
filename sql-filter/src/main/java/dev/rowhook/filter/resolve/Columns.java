package dev.rowhook.filter.resolve;

import dev.rowhook.filter.FilterColumn;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterTable;
import dev.rowhook.filter.Span;
import dev.rowhook.filter.syntax.Expression.FunctionCall;
import dev.rowhook.filter.syntax.Expression.Name;
import dev.rowhook.filter.syntax.Identifier;
import dev.rowhook.filter.typed.Typed;

import java.util.List;

/// The names of one table's changes: its columns, `old.…`, `new.…`, `action`.
final class Columns implements Scope {
    private static final String ACTION = "action";

    private final FilterTable table;
    private final Types types;
    private final Problems problems;

    Columns(FilterTable table, Types types, Problems problems) {
        this.table = table;
        this.types = types;
        this.problems = problems;
    }

    @Override
    public Operand name(Name name) throws FilterException {
        List<Identifier> parts = name.parts();
        Identifier last = parts.getLast();
        if (parts.size() > 1) {
            return column(last, isOld(parts.subList(0, parts.size() - 1)), name.span());
        }
        boolean action = last.text().equals(ACTION) && !last.quoted();
        if (!action) {
            return column(last, false, name.span());
        }
        if (has(ACTION)) {
            throw problems.column(
                    name.span(),
                    "`action` is what happened to the row, and a column of this table: write `new.action` for the column");
        }
        return new Operand(new Typed.Action(Oids.TEXT_TYPE, name.span()), Collated.DEFAULT, true);
    }

    @Override
    public Operand changed(FunctionCall call) throws FilterException {
        if (call.arguments().size() != 1 || !(call.arguments().getFirst() instanceof Name name)) {
            throw problems.type(call.span(), "`changed` takes one column, as in `changed(status)`");
        }
        boolean old =
                name.parts().size() > 1 && isOld(name.parts().subList(0, name.parts().size() - 1));
        if (old) {
            throw problems.column(
                    name.span(),
                    "`changed` compares the new value with the old: name the column alone");
        }
        int index = index(name.parts().getLast());
        return new Operand(
                new Typed.Changed(index, Oids.BOOL_TYPE, call.span()), Collated.NONE, true);
    }

    /// Whether what stands before a column is the old row, and not the new one.
    private boolean isOld(List<Identifier> row) throws FilterException {
        String first = row.getFirst().text();
        boolean isTable =
                row.getLast().text().equals(table.name().table())
                        && (row.size() == 1 || first.equals(table.name().schema()));
        Span span = row.getFirst().span().to(row.getLast().span());
        if (row.size() == 1 && first.equals("old")) {
            if (isTable) {
                throw problems.column(
                        span, "`old` is the old row, and the table: write `new.…` for the new row");
            }
            return true;
        }
        if (isTable || (row.size() == 1 && first.equals("new"))) {
            return false;
        }
        throw problems.column(
                span,
                "`%s` is no row here: there are `new`, `old` and `%s`"
                        .formatted(
                                String.join(".", row.stream().map(Identifier::text).toList()),
                                table.name().table()));
    }

    private Operand column(Identifier identifier, boolean old, Span span) throws FilterException {
        int index = index(identifier);
        FilterColumn column = table.columns().get(index);
        Collated collated =
                types.isCollatable(column.type())
                        ? Collated.ofColumn(column.collation(), column.name())
                        : Collated.NONE;
        return new Operand(new Typed.ColumnValue(index, old, column.type(), span), collated, true);
    }

    private int index(Identifier identifier) throws FilterException {
        String name = identifier.text();
        for (int i = 0; i < table.columns().size(); i++) {
            if (table.columns().get(i).name().equals(name)) {
                return i;
            }
        }
        if (name.equals("old") || name.equals("new")) {
            throw problems.column(
                    identifier.span(), "`%s` is a row: write `%s.column`".formatted(name, name));
        }
        List<String> known = table.columns().stream().map(FilterColumn::name).toList();
        throw problems.column(
                identifier.span(),
                "the table has no column `%s`%s".formatted(name, NearNameQuestion.of(name, known)));
    }

    private boolean has(String name) {
        return table.columns().stream().anyMatch(column -> column.name().equals(name));
    }
}
