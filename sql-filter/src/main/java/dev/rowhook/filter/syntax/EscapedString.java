package dev.rowhook.filter.syntax;

import dev.rowhook.filter.FilterException;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The value of a string with escapes. They may name single bytes, which together are UTF-8.
final class EscapedString {
    private static final int LARGEST_CODE_POINT = 0x10FFFF;

    private final Characters in;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private char half;

    EscapedString(Characters in) {
        this.in = in;
    }

    /// Reads one quoted part, from its first quote.
    void read() throws FilterException {
        int start = in.position();
        in.advance(1);
        while (true) {
            if (in.atEnd()) {
                throw in.error(start, start + 1, "the string that begins here does not end");
            }
            if (in.peek() == '\'') {
                in.advance(1);
                if (in.peek() != '\'') {
                    return;
                }
                plain();
            } else if (in.peek() == '\\') {
                escape();
            } else {
                plain();
            }
        }
    }

    String decoded(int start) throws FilterException {
        if (half != 0) {
            throw in.error(start, in.position(), "a string holds half a character");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw in.error(start, in.position(), "the bytes of this string are not UTF-8");
        }
    }

    private void plain() throws FilterException {
        char c = in.peek();
        char next = in.peek(1);
        if (Character.isSurrogatePair(c, next)) {
            append(Character.toCodePoint(c, next));
            in.advance(2);
        } else {
            append(c);
            in.advance(1);
        }
    }

    private void escape() throws FilterException {
        int start = in.position();
        in.advance(1);
        char c = in.peek();
        if (c >= '0' && c <= '7') {
            appendByte(digits(3, 8, start));
            return;
        }
        if (in.atEnd()) {
            return;
        }
        if (c == 'x' && Character.digit(in.peek(1), 16) >= 0) {
            in.advance(1);
            appendByte(digits(2, 16, start));
        } else if (c == 'u' || c == 'U') {
            in.advance(1);
            unicode(c == 'u' ? 4 : 8, start);
        } else if ("bfnrtv".indexOf(c) >= 0) {
            in.advance(1);
            append("\b\f\n\r\t\u000b".charAt("bfnrtv".indexOf(c)));
        } else {
            plain();
        }
    }

    private void unicode(int length, int start) throws FilterException {
        int from = in.position();
        int c = digits(length, 16, start);
        if (in.position() - from != length || c == 0 || c > LARGEST_CODE_POINT || c < 0) {
            throw in.error(start, in.position(), "this escape names no unicode character");
        }
        append(c);
    }

    private int digits(int most, int radix, int start) throws FilterException {
        int value = 0;
        for (int i = 0; i < most && asciiDigit(in.peek(), radix) >= 0; i++) {
            value = value * radix + asciiDigit(in.peek(), radix);
            in.advance(1);
        }
        if (value == 0) {
            throw in.error(start, in.position(), "a string cannot hold the character U+0000");
        }
        return value;
    }

    private static int asciiDigit(char c, int radix) {
        return c < 128 ? Character.digit(c, radix) : -1;
    }

    private void append(int codePoint) throws FilterException {
        int place = in.position();
        if (half != 0) {
            if (codePoint > 0xFFFF || !Character.isLowSurrogate((char) codePoint)) {
                throw in.error(place, place + 1, "the second half of a character is missing");
            }
            int whole = Character.toCodePoint(half, (char) codePoint);
            half = 0;
            bytes.writeBytes(Character.toString(whole).getBytes(StandardCharsets.UTF_8));
        } else if (codePoint <= 0xFFFF && Character.isHighSurrogate((char) codePoint)) {
            half = (char) codePoint;
        } else if (codePoint <= 0xFFFF && Character.isLowSurrogate((char) codePoint)) {
            throw in.error(place, place + 1, "the first half of a character is missing");
        } else {
            bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void appendByte(int value) throws FilterException {
        if (half != 0) {
            throw in.error(
                    in.position(), in.position() + 1, "the second half of a character is missing");
        }
        bytes.write(value & 0xFF);
    }
}
