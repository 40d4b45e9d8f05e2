package dev.rowhook.filter;

/// A text that is no filter, or none that can be honoured for a table. For whoever wrote it: the
/// message names what was found and what is possible, and holds no value of any row.
public final class FilterException extends Exception {
    private static final long serialVersionUID = 1;

    /// Why a filter is refused.
    public enum Code {
        /// The text does not parse.
        SYNTAX,
        /// The table has no such column, or the name means two things.
        COLUMN,
        /// Postgres would refuse it, for its types.
        TYPE,
        /// Postgres would refuse it, for a constant that is none of its type, or one that always
        /// fails.
        VALUE,
        /// Postgres would take it; a filter cannot: what it asks for is not supported, or the
        /// database's collation is needed.
        UNSUPPORTED,
        /// It is too long, too deep, or could cost too much.
        LIMIT
    }

    private final transient Code code;
    private final transient Span span;
    private final int line;
    private final int column;

    /// @param span the place in `text`
    public FilterException(Code code, String text, Span span, String message) {
        super(message);
        this.code = code;
        this.span = span;
        Place place = Place.of(text, span.start());
        this.line = place.line();
        this.column = place.column();
    }

    public Code code() {
        return code;
    }

    public Span span() {
        return span;
    }

    /// From 1.
    public int line() {
        return line;
    }

    /// From 1, in code points.
    public int column() {
        return column;
    }
}
