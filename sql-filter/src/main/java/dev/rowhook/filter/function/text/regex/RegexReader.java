package dev.rowhook.filter.function.text.regex;

import dev.rowhook.filter.EvaluationException;

/// Goes through a pattern by its characters. Not thread-safe.
final class RegexReader {
    static final int END = -1;

    private final int[] pattern;
    private int at;

    RegexReader(String pattern) {
        this.pattern = pattern.codePoints().toArray();
    }

    static EvaluationException invalid(String reason) {
        return new EvaluationException("2201B", "invalid regular expression: " + reason);
    }

    /// The next character, or [#END].
    int peek() {
        return peek(0);
    }

    /// The character so many after the next one, or [#END].
    int peek(int ahead) {
        return at + ahead < pattern.length ? pattern[at + ahead] : END;
    }

    /// Steps over the next character.
    int next() {
        int next = peek();
        at++;
        return next;
    }

    boolean isAtStart() {
        return at == 0;
    }

    boolean startsWith(String text) {
        for (int ahead = 0; ahead < text.length(); ahead++) {
            if (peek(ahead) != text.charAt(ahead)) {
                return false;
            }
        }
        return true;
    }

    /// Steps over the text if it comes next.
    boolean skip(String text) {
        boolean there = startsWith(text);
        if (there) {
            at += text.length();
        }
        return there;
    }

    boolean isDigit() {
        return peek() >= '0' && peek() <= '9';
    }

    /// Digits of a radix, no more than so many.
    ///
    /// @throws EvaluationException if there are less
    int digits(int radix, int least, int most) {
        long value = 0;
        int read = 0;
        while (read < most && peek() < 0x80 && Character.digit(peek(), radix) >= 0) {
            value = Math.min(value * radix + Character.digit(next(), radix), Integer.MAX_VALUE);
            read++;
        }
        if (read < least) {
            throw invalid("invalid escape \\ sequence");
        }
        return (int) value;
    }
}
