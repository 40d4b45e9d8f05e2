package dev.rowhook.filter.random;

/// The same expression twice.
///
/// @param filter as a filter writes it
/// @param postgres as a query writes it whose `from` has the rows `new` and `old` and the row `act`
///   with the column `action`
public record GeneratedExpression(String filter, String postgres) {
    static GeneratedExpression same(String text) {
        return new GeneratedExpression(text, text);
    }

    /// Puts expressions into a text, in place of each `@`.
    static GeneratedExpression of(String template, GeneratedExpression... parts) {
        StringBuilder filter = new StringBuilder();
        StringBuilder postgres = new StringBuilder();
        int next = 0;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '@') {
                filter.append(parts[next].filter);
                postgres.append(parts[next].postgres);
                next++;
            } else {
                filter.append(c);
                postgres.append(c);
            }
        }
        return new GeneratedExpression(filter.toString(), postgres.toString());
    }
}
