package dev.rowhook.benchmarks.receiver;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// Collects the head of a request from pieces, cut anywhere. Not thread-safe.
final class RequestHead {
    private static final int LONGEST = 16 << 10;
    private static final byte[] END = "\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] LENGTH = "\ncontent-length:".getBytes(US_ASCII);
    private static final byte[] ENCODING = "\ntransfer-encoding:".getBytes(US_ASCII);

    private final byte[] head = new byte[LONGEST];
    private int length;
    private int ended;

    /// Takes bytes up to the end of the head, and answers the index behind them.
    ///
    /// @throws UnreadableRequestException if the head is too long
    int append(byte[] piece, int from, int to) throws UnreadableRequestException {
        int at = from;
        while (at < to && !isComplete()) {
            if (length == LONGEST) {
                throw new UnreadableRequestException("the head is too long");
            }
            byte next = piece[at++];
            head[length++] = next;
            if (next == END[ended]) {
                ended++;
            } else {
                ended = next == END[0] ? 1 : 0;
            }
        }
        return at;
    }

    boolean isComplete() {
        return ended == END.length;
    }

    void clear() {
        length = 0;
        ended = 0;
    }

    /// The number that ends the path, or -1.
    int sink() {
        int at = indexOf((byte) ' ', 0) + 1;
        int end = indexOf((byte) ' ', at);
        int digits = end;
        while (digits > at && isDigit(head[digits - 1])) {
            digits--;
        }
        return digits == end || end - digits > 9 ? -1 : (int) number(digits);
    }

    /// How many bytes the body has.
    ///
    /// @throws UnreadableRequestException if it comes in chunks
    long bodyLength() throws UnreadableRequestException {
        if (find(ENCODING) >= 0) {
            throw new UnreadableRequestException("the body has no length");
        }
        int at = find(LENGTH);
        if (at < 0) {
            return 0;
        }
        while (head[at] == ' ') {
            at++;
        }
        return number(at);
    }

    private int indexOf(byte wanted, int from) {
        int at = from;
        while (at < length && head[at] != wanted) {
            at++;
        }
        return at;
    }

    /// The index behind a text in lower case, or -1.
    private int find(byte[] text) {
        for (int at = 0; at <= length - text.length; at++) {
            if (head[at] == text[0] && matches(text, at)) {
                return at + text.length;
            }
        }
        return -1;
    }

    private boolean matches(byte[] text, int from) {
        for (int i = 0; i < text.length; i++) {
            if (lower(head[from + i]) != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }

    private static boolean isDigit(byte digit) {
        return digit >= '0' && digit <= '9';
    }

    private long number(int from) {
        long number = 0;
        for (int at = from; isDigit(head[at]); at++) {
            number = number * 10 + head[at] - '0';
        }
        return number;
    }
}
