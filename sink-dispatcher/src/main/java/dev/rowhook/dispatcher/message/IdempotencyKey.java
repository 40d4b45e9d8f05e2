package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rowhook.changelog.LoggedChange;

/// Writes `<commit lsn>:<commit index>` in base 64, the name of a change that Sequin's receivers
/// know.
final class IdempotencyKey {
    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(US_ASCII);

    private IdempotencyKey() {}

    static void append(LoggedChange change, JsonBuffer out) {
        int start = out.length();
        JsonNumbers.appendUnsigned(change.commitLsn(), out);
        out.append((byte) ':');
        JsonNumbers.appendUnsigned(change.commitIndex(), out);
        int length = out.length() - start;
        byte[] plain = out.scratch(length + 2);
        System.arraycopy(out.array(), start, plain, 0, length);
        out.truncate(start);
        encode(plain, length, out);
    }

    /// `plain` has room for two bytes beyond its length.
    private static void encode(byte[] plain, int length, JsonBuffer out) {
        plain[length] = 0;
        plain[length + 1] = 0;
        byte[] target = out.reserve((length + 2) / 3 * 4);
        int to = out.length();
        for (int from = 0; from < length; from += 3) {
            int bits = plain[from] << 16 | plain[from + 1] << 8 | plain[from + 2];
            target[to++] = ALPHABET[bits >> 18];
            target[to++] = ALPHABET[bits >> 12 & 63];
            target[to++] = from + 1 < length ? ALPHABET[bits >> 6 & 63] : (byte) '=';
            target[to++] = from + 2 < length ? ALPHABET[bits & 63] : (byte) '=';
        }
        out.written(to);
    }
}
