package dev.rowhook.filter.function.text;

/// Lower case by Unicode in full: `İ` becomes two code points, and a sigma that ends a word has a
/// form of its own. [String#toLowerCase] finds the ends of words by other rules.
final class FullLowerCase {
    private static final int CAPITAL_SIGMA = 0x3a3;
    private static final int SIGMA = 0x3c3;
    private static final int FINAL_SIGMA = 0x3c2;
    private static final int CAPITAL_I_WITH_DOT = 0x130;

    /// Apostrophes, stops and colons that stand within words.
    private static final String WITHIN_WORDS =
            "'.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";

    private FullLowerCase() {}

    static String of(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            int codePoint = text.codePointAt(at);
            switch (codePoint) {
                case CAPITAL_SIGMA ->
                        lower.appendCodePoint(endsWord(text, at) ? FINAL_SIGMA : SIGMA);
                case CAPITAL_I_WITH_DOT -> lower.append("i\u0307");
                default -> lower.appendCodePoint(Character.toLowerCase(codePoint));
            }
        }
        return lower.toString();
    }

    private static boolean endsWord(String text, int sigma) {
        int before = sigma;
        while (before > 0 && isIgnored(text.codePointBefore(before))) {
            before = text.offsetByCodePoints(before, -1);
        }
        int after = sigma + 1;
        while (after < text.length() && isIgnored(text.codePointAt(after))) {
            after = text.offsetByCodePoints(after, 1);
        }
        return before > 0
                && isCased(text.codePointBefore(before))
                && (after == text.length() || !isCased(text.codePointAt(after)));
    }

    private static boolean isCased(int codePoint) {
        return Character.isLowerCase(codePoint)
                || Character.isUpperCase(codePoint)
                || Character.isTitleCase(codePoint);
    }

    private static boolean isIgnored(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT,
                    Character.MODIFIER_LETTER,
                    Character.MODIFIER_SYMBOL ->
                    true;
            default -> WITHIN_WORDS.indexOf(codePoint) >= 0;
        };
    }
}
