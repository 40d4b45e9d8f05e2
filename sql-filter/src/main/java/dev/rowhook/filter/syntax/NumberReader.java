package dev.rowhook.filter.syntax;

import dev.rowhook.filter.FilterException;

import java.math.BigInteger;

/// Reads numbers: `12`, `1_000`, `0xFF`, `1.5`, `.5`, `1e5`.
final class NumberReader {
    private final Characters in;

    NumberReader(Characters in) {
        this.in = in;
    }

    /// The number in decimal digits.
    String read() throws FilterException {
        int start = in.position();
        int radix = radix();
        String number = radix == 10 ? decimal() : other(radix, start);
        if (!in.atEnd() && Characters.continuesName(in.peek())) {
            throw in.error(
                    start,
                    in.position() + 1,
                    "found a number and a letter together: put a space between them");
        }
        return number;
    }

    private int radix() {
        if (in.peek() != '0') {
            return 10;
        }
        return switch (in.peek(1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
        };
    }

    private String other(int radix, int start) throws FilterException {
        in.advance(2);
        if (in.peek() == '_') {
            in.advance(1);
        }
        String digits = digits(radix);
        if (digits.isEmpty()) {
            throw in.error(start, in.position(), "this number has no digits");
        }
        return new BigInteger(digits, radix).toString();
    }

    private String decimal() throws FilterException {
        StringBuilder number = new StringBuilder(digits(10));
        if (number.isEmpty()) {
            number.append('0');
        }
        // Two dots are a range, and no part of a number.
        if (in.peek() == '.' && in.peek(1) != '.') {
            in.advance(1);
            String fraction = digits(10);
            number.append(fraction.isEmpty() ? "" : "." + fraction);
            // `1.` is no integer.
            if (fraction.isEmpty() && in.peek() != 'e' && in.peek() != 'E') {
                number.append("e0");
            }
        }
        if (in.peek() == 'e' || in.peek() == 'E') {
            int at = in.position();
            boolean signed = in.peek(1) == '+' || in.peek(1) == '-';
            if (Characters.isDigit(in.peek(signed ? 2 : 1))) {
                in.advance(signed ? 2 : 1);
                number.append(in.since(at)).append(digits(10));
            }
        }
        return number.toString();
    }

    private String digits(int radix) {
        StringBuilder digits = new StringBuilder();
        while (isDigit(in.peek(), radix)
                || (in.peek() == '_' && !digits.isEmpty() && isDigit(in.peek(1), radix))) {
            if (in.peek() != '_') {
                digits.append(in.peek());
            }
            in.advance(1);
        }
        return digits.toString();
    }

    private static boolean isDigit(char c, int radix) {
        return c < 128 && Character.digit(c, radix) >= 0;
    }
}
