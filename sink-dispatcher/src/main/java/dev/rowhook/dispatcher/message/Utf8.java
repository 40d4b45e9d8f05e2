package dev.rowhook.dispatcher.message;

import dev.rowhook.core.change.MalformedChangeException;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Checks that bytes are UTF-8. A source whose encoding is SQL_ASCII sends anything, and one such
/// value would make the whole request unreadable.
final class Utf8 {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    static void check(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            if (end - at >= Long.BYTES && ((long) LONG.get(bytes, at) & HIGH_BITS) == 0) {
                at += Long.BYTES;
            } else if (bytes[at] >= 0) {
                at++;
            } else {
                at += sequence(bytes, at, end);
            }
        }
    }

    /// The length of the sequence that begins at `at` with a byte above 127.
    static int sequence(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (first < 0xC2 || first > 0xF4 || length > end - at) {
            throw invalid();
        }
        int second = bytes[at + 1] & 0xFF;
        // Neither overlong, nor a surrogate, nor beyond U+10FFFF.
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            throw invalid();
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                throw invalid();
            }
        }
        return length;
    }

    private static MalformedChangeException invalid() {
        return new MalformedChangeException("value that is not UTF-8");
    }
}
