package dev.rowhook.filter.eval;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterException.Code;
import dev.rowhook.filter.Span;

/// Says why a part of a filter cannot be evaluated.
///
/// @param text the filter's
record Refusal(String text) {
    static final String NOT_READ_HERE = "0A000";
    private static final int LONGEST_QUOTE = 60;

    FilterException unsupported(Span span, String message) {
        return new FilterException(Code.UNSUPPORTED, text, span, message);
    }

    /// A function for which there is no implementation.
    FilterException function(Span span, String function) {
        return unsupported(
                span,
                "`%s` is not available in filters (Postgres's function %s)"
                        .formatted(quote(span), function));
    }

    /// A constant, or an expression of constants, that always fails.
    FilterException failing(Span span, EvaluationException failure) {
        Code code = failure.sqlState().equals(NOT_READ_HERE) ? Code.UNSUPPORTED : Code.VALUE;
        return new FilterException(
                code, text, span, "`%s`: %s".formatted(quote(span), failure.getMessage()));
    }

    private String quote(Span span) {
        String quoted = span.closed(text).in(text);
        return quoted.length() <= LONGEST_QUOTE ? quoted : quoted.substring(0, LONGEST_QUOTE) + "…";
    }
}
