package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Writes JSON strings (RFC 8259) of UTF-8 text, eight bytes at a time where nothing is to be
/// escaped.
final class JsonStrings {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long SPACES = ' ' * ONES;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);
    private static final int LONGEST_ESCAPE = 6;

    private JsonStrings() {}

    /// @throws dev.rowhook.core.change.MalformedChangeException if the text is not UTF-8
    static void append(byte[] source, int offset, int length, JsonBuffer out) {
        int end = offset + length;
        int from = offset;
        // There is always room for the rest of the source unescaped, and for the closing quote.
        byte[] target = out.reserve(length + 2);
        int to = out.length();
        target[to++] = '"';
        while (from < end) {
            if (end - from >= Long.BYTES) {
                long word = (long) LONG.get(source, from);
                if (isPlain(word)) {
                    LONG.set(target, to, word);
                    from += Long.BYTES;
                    to += Long.BYTES;
                    continue;
                }
            }
            int stop = Math.min(end, from + Long.BYTES);
            while (from < stop) {
                byte next = source[from];
                if (next < 0) {
                    int sequence = Utf8.sequence(source, from, end);
                    for (int i = 0; i < sequence; i++) {
                        target[to++] = source[from++];
                    }
                } else if (next >= ' ' && next != '"' && next != '\\') {
                    target[to++] = next;
                    from++;
                } else {
                    from++;
                    out.written(to);
                    target = out.reserve(LONGEST_ESCAPE + (end - from) + 1);
                    to = escape(next, target, to);
                }
            }
        }
        target[to++] = '"';
        out.written(to);
    }

    /// The JSON string of a text, for what is written once and used often.
    static byte[] of(String text) {
        JsonBuffer out = new JsonBuffer();
        byte[] utf8 = text.getBytes(UTF_8);
        append(utf8, 0, utf8.length, out);
        return out.copy();
    }

    /// Whether none of eight bytes is a control character, a quote, a backslash or beyond ASCII.
    private static boolean isPlain(long word) {
        long control = word - SPACES;
        long quote = (word ^ QUOTES) - ONES;
        long backslash = (word ^ BACKSLASHES) - ONES;
        return ((control | quote | backslash | word) & HIGH_BITS) == 0;
    }

    private static int escape(byte character, byte[] target, int at) {
        byte letter =
                switch (character) {
                    case '"', '\\' -> character;
                    case '\n' -> 'n';
                    case '\r' -> 'r';
                    case '\t' -> 't';
                    case '\b' -> 'b';
                    case '\f' -> 'f';
                    default -> 'u';
                };
        int to = at;
        target[to++] = '\\';
        target[to++] = letter;
        if (letter == 'u') {
            target[to++] = '0';
            target[to++] = '0';
            target[to++] = HEX[character >> 4];
            target[to++] = HEX[character & 15];
        }
        return to;
    }
}
