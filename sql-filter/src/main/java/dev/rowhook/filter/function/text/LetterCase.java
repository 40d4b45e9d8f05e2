package dev.rowhook.filter.function.text;

import dev.rowhook.core.change.Collation;
import dev.rowhook.filter.function.UnsupportedCallException;

import java.util.Locale;
import java.util.function.IntUnaryOperator;

/// How the case of letters is changed. Immutable.
enum LetterCase {
    ASCII {
        @Override
        int lower(int codePoint) {
            return codePoint >= 'A' && codePoint <= 'Z' ? codePoint + ('a' - 'A') : codePoint;
        }

        @Override
        int upper(int codePoint) {
            return codePoint >= 'a' && codePoint <= 'z' ? codePoint - ('a' - 'A') : codePoint;
        }
    },
    SIMPLE,
    FULL {
        @Override
        String lower(String text) {
            return FullLowerCase.of(text);
        }

        @Override
        String upper(String text) {
            return text.toUpperCase(Locale.ROOT);
        }
    };

    /// @throws UnsupportedCallException if only the database knows
    static LetterCase of(Collation collation) throws UnsupportedCallException {
        return switch (collation.caseMapping()) {
            case ASCII -> ASCII;
            case SIMPLE -> SIMPLE;
            case FULL -> FULL;
            case UNKNOWN ->
                    throw new UnsupportedCallException(
                            "only the database knows upper and lower case in this collation: write"
                                    + " `collate \"C\"` behind it, which maps `A` to `Z` only");
        };
    }

    String lower(String text) {
        return eachOf(text, this::lower);
    }

    String upper(String text) {
        return eachOf(text, this::upper);
    }

    /// One code point by itself.
    int lower(int codePoint) {
        return Character.toLowerCase(codePoint);
    }

    /// One code point by itself.
    int upper(int codePoint) {
        return Character.toUpperCase(codePoint);
    }

    private static String eachOf(String text, IntUnaryOperator mapping) {
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints().map(mapping).forEach(mapped::appendCodePoint);
        return mapped.toString();
    }
}
