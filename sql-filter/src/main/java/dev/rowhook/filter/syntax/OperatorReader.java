package dev.rowhook.filter.syntax;

/// Reads operators. One of several characters ends where a comment begins, and ends in `+` or `-`
/// only if it holds one of the characters that SQL's own operators do not have.
final class OperatorReader {
    private static final String CHARACTERS = "~!@#^&|`?+-*/%<>=";
    private static final String UNUSUAL = "~!@#^&|`?%";

    private OperatorReader() {}

    static boolean isOperator(char c) {
        return c != 0 && CHARACTERS.indexOf(c) >= 0;
    }

    static String read(Characters in) {
        int start = in.position();
        while (isOperator(in.peek()) && !in.startsWith("--") && !in.startsWith("/*")) {
            in.advance(1);
        }
        String operator = in.since(start);
        while (operator.length() > 1
                && (operator.endsWith("+") || operator.endsWith("-"))
                && operator.chars().noneMatch(c -> UNUSUAL.indexOf(c) >= 0)) {
            operator = operator.substring(0, operator.length() - 1);
        }
        in.goTo(start + operator.length());
        return operator.equals("!=") ? "<>" : operator;
    }
}
