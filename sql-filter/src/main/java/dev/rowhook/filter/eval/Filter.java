package dev.rowhook.filter.eval;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterTable;
import dev.rowhook.filter.Span;
import dev.rowhook.filter.resolve.ResolvedFilter;
import dev.rowhook.filter.resolve.Resolver;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A filter for one table: parsed, typed and ready. Immutable and thread-safe.
public final class Filter {
    private final ResolvedFilter resolved;
    private final Condition condition;
    private final NamedColumns columns;

    private Filter(ResolvedFilter resolved, Condition condition, NamedColumns columns) {
        this.resolved = resolved;
        this.condition = condition;
        this.columns = columns;
    }

    /// @throws FilterException if the text is no filter of the table
    public static Filter compile(String text, FilterTable table) throws FilterException {
        ResolvedFilter resolved = Resolver.resolve(text, table);
        return new Filter(
                resolved,
                new Compiler(text, table).filter(resolved.root()),
                NamedColumns.of(resolved.root()));
    }

    /// As it was written.
    public String text() {
        return resolved.text();
    }

    public FilterTable table() {
        return resolved.table();
    }

    /// The columns whose values it depends on: those of the new row, or of the deleted one.
    public Set<Integer> columns() {
        return columns.present();
    }

    /// The columns whose old values it depends on, also through `changed`.
    public Set<Integer> oldColumns() {
        return columns.old();
    }

    /// Judges a change of the table.
    ///
    /// @throws EvaluationException if Postgres would end with an error
    public Verdict test(ChangedRow row) {
        return verdict(condition.truth(row), row);
    }

    private Verdict verdict(Truth truth, ChangedRow row) {
        return switch (truth) {
            case TRUE -> Verdict.PASSES;
            case FALSE, NULL -> Verdict.FAILS;
            case MISSING -> condition.cannotBeTrue(row) ? Verdict.FAILS : Verdict.UNDECIDED;
        };
    }

    /// Judges a change, and says which part of the filter decided.
    public Explanation explain(ChangedRow row) {
        Optional<Verdict> verdict = Optional.empty();
        Optional<EvaluationException> error = Optional.empty();
        try {
            verdict = Optional.of(test(row));
        } catch (EvaluationException e) {
            error = Optional.of(e);
        }
        Condition deciding = condition.deciding(row);
        String value = error.isPresent() ? "error" : word(deciding.truth(row));
        Span span = deciding.span().closed(text());
        return new Explanation(verdict, span, span.in(text()), value, error);
    }

    private static String word(Truth truth) {
        return truth.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "filter of " + table().name();
    }
}
