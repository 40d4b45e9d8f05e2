package dev.rowhook.dispatcher.message;

import dev.rowhook.core.change.MalformedChangeException;

import java.util.Arrays;

/// Bytes of UTF-8 JSON that grow at their end, to be used again and again. Not thread-safe.
public final class JsonBuffer {
    private static final int INITIAL = 4096;

    /// What [#reset()] keeps at most, so that one huge row does not pin memory for ever.
    private static final int KEPT = 4 << 20;

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;

    private byte[] bytes = new byte[INITIAL];
    private byte[] scratch = new byte[0];
    private int length;

    /// The array that holds the bytes, from 0 to [#length()]. Another one after the buffer has
    /// grown.
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /// Forgets everything.
    public void reset() {
        length = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[INITIAL];
        }
        if (scratch.length > KEPT) {
            scratch = new byte[0];
        }
    }

    /// Forgets everything from `newLength` on.
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("length %d of %d".formatted(newLength, length));
        }
        length = newLength;
    }

    public void append(byte one) {
        reserve(1)[length] = one;
        length++;
    }

    public void append(byte[] source) {
        append(source, 0, source.length);
    }

    public void append(byte[] source, int offset, int count) {
        System.arraycopy(source, offset, reserve(count), length, count);
        length += count;
    }

    /// The bytes in an array of their own.
    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    /// The array, with room for so many bytes more.
    byte[] reserve(int more) {
        if (more > bytes.length - length) {
            grow(more);
        }
        return bytes;
    }

    /// Takes over what was written into the reserved room.
    void written(int newLength) {
        length = newLength;
    }

    /// An array beside the buffer, of at least so many bytes, until the next call.
    byte[] scratch(int size) {
        if (scratch.length < size) {
            scratch = new byte[Math.max(size, 2 * scratch.length)];
        }
        return scratch;
    }

    private void grow(int more) {
        long needed = (long) length + more;
        if (needed > LARGEST_ARRAY) {
            throw new MalformedChangeException("message of more than 2 GB");
        }
        long doubled = Math.min(2L * bytes.length, LARGEST_ARRAY);
        bytes = Arrays.copyOf(bytes, (int) Math.max(needed, doubled));
    }
}
