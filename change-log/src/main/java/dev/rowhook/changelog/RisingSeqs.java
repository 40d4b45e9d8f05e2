package dev.rowhook.changelog;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Rising seqs beyond a mark as bytes: the distance of each to the one before, in groups of seven
/// bits, lowest first, the eighth bit set on all but the last group.
final class RisingSeqs {
    private RisingSeqs() {}

    static byte[] encode(long mark, long[] seqs) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(seqs.length * 2);
        long last = mark;
        for (long seq : seqs) {
            if (seq <= last) {
                throw new IllegalArgumentException(
                        "%d does not rise above %d".formatted(seq, last));
            }
            long distance = seq - last;
            while (distance > 0x7F) {
                bytes.write((int) (distance & 0x7F) | 0x80);
                distance >>>= 7;
            }
            bytes.write((int) distance);
            last = seq;
        }
        return bytes.toByteArray();
    }

    /// @throws IllegalArgumentException if the bytes are not of this form
    static long[] decode(long mark, byte[] bytes) {
        long[] seqs = new long[bytes.length];
        int count = 0;
        long last = mark;
        int i = 0;
        while (i < bytes.length) {
            long distance = 0;
            int shift = 0;
            byte group;
            do {
                if (i == bytes.length || shift > 56) {
                    throw new IllegalArgumentException("seqs end inside a number, at byte " + i);
                }
                group = bytes[i++];
                distance |= (long) (group & 0x7F) << shift;
                shift += 7;
            } while (group < 0);
            if (distance == 0) {
                throw new IllegalArgumentException("seqs do not rise, at byte " + i);
            }
            last += distance;
            seqs[count++] = last;
        }
        return Arrays.copyOf(seqs, count);
    }
}
