package dev.rowhook.filter;

/// A stretch of a filter's text, in UTF-16 units from 0: `end` is the first one after it.
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no span: %d to %d".formatted(start, end));
        }
    }

    /// What both cover, and all between them.
    public Span to(Span other) {
        return new Span(Math.min(start, other.start), Math.max(end, other.end));
    }

    /// The text that it covers.
    public String in(String text) {
        return text.substring(start, end);
    }

    /// The same with the parentheses that belong to those within it: an expression begins after the
    /// one that opens it.
    public Span closed(String text) {
        int open = 0;
        int lowest = 0;
        boolean quoted = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            quoted ^= c == '\'';
            if (!quoted && c == '(') {
                open++;
            } else if (!quoted && c == ')') {
                open--;
                lowest = Math.min(lowest, open);
            }
        }
        return new Span(opened(text, -lowest), closed(text, open - lowest));
    }

    private int opened(String text, int missing) {
        int from = start;
        for (int i = 0; i < missing; i++) {
            int at = from - 1;
            while (at >= 0 && Character.isWhitespace(text.charAt(at))) {
                at--;
            }
            if (at < 0 || text.charAt(at) != '(') {
                return from;
            }
            from = at;
        }
        return from;
    }

    private int closed(String text, int missing) {
        int to = end;
        for (int i = 0; i < missing; i++) {
            int at = to;
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at == text.length() || text.charAt(at) != ')') {
                return to;
            }
            to = at + 1;
        }
        return to;
    }
}
