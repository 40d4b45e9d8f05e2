package dev.rowhook.filter.function.text;

import dev.rowhook.filter.EvaluationException;

/// A pattern of `like`. It takes as long as the text times the pattern at worst. Immutable.
record LikePattern(String pattern) {

    /// @throws EvaluationException 22025, only if matching comes to an escape at the pattern's end
    boolean matches(String text) {
        return new Match(text).run();
    }

    /// One text under the pattern. Only the last `%` ever takes more than it needs at first: what
    /// came before it has matched, and the rest of the text is still there for what comes after.
    private final class Match {
        private final String text;
        private int inText;
        private int inPattern;
        private int retryText = -1;
        private int retryPattern;

        Match(String text) {
            this.text = text;
        }

        boolean run() {
            while (true) {
                if (inText == text.length()) {
                    skipPercents();
                    return inPattern == pattern.length();
                }
                if (inPattern < pattern.length() && pattern.charAt(inPattern) == '%') {
                    skipWildcards();
                    if (inPattern == pattern.length()) {
                        return inText <= text.length();
                    }
                    if (inText > text.length()) {
                        return false;
                    }
                    requireEscaped();
                    if (inText == text.length()) {
                        return false;
                    }
                    retryText = inText;
                    retryPattern = inPattern;
                } else if (!step() && !retry()) {
                    return false;
                }
            }
        }

        private void skipPercents() {
            while (inPattern < pattern.length() && pattern.charAt(inPattern) == '%') {
                inPattern++;
            }
        }

        /// Leaves the text's place behind its end if the wildcards want more than it has.
        private void skipWildcards() {
            while (inPattern < pattern.length() && inText <= text.length()) {
                char wildcard = pattern.charAt(inPattern);
                if (wildcard == '_') {
                    inText =
                            inText == text.length()
                                    ? inText + 1
                                    : text.offsetByCodePoints(inText, 1);
                } else if (wildcard != '%') {
                    return;
                }
                inPattern++;
            }
        }

        /// One character of each.
        private boolean step() {
            if (inPattern == pattern.length()) {
                return false;
            }
            boolean any = pattern.charAt(inPattern) == '_';
            requireEscaped();
            if (pattern.charAt(inPattern) == '\\') {
                inPattern++;
            }
            if (!any && pattern.codePointAt(inPattern) != text.codePointAt(inText)) {
                return false;
            }
            inPattern = pattern.offsetByCodePoints(inPattern, 1);
            inText = text.offsetByCodePoints(inText, 1);
            return true;
        }

        private void requireEscaped() {
            if (inPattern == pattern.length() - 1 && pattern.charAt(inPattern) == '\\') {
                throw new EvaluationException(
                        "22025", "LIKE pattern must not end with escape character");
            }
        }

        private boolean retry() {
            if (retryText < 0) {
                return false;
            }
            retryText = text.offsetByCodePoints(retryText, 1);
            inText = retryText;
            inPattern = retryPattern;
            return true;
        }
    }
}
