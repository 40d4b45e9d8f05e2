package dev.rowhook.dispatcher.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// XXH64 of xxHash, a 64-bit hash with a published definition: the same in every process and
/// version.
final class XxHash64 {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    private XxHash64() {}

    static long hash(byte[] bytes, int offset, int length, long seed) {
        int end = offset + length;
        int at = offset;
        long hash;
        if (length >= 32) {
            hash = stripes(bytes, at, end, seed);
            at += length & ~31;
        } else {
            hash = seed + PRIME_5;
        }
        hash += length;
        for (; at + 8 <= end; at += 8) {
            hash =
                    Long.rotateLeft(hash ^ round(0, (long) LONG.get(bytes, at)), 27) * PRIME_1
                            + PRIME_4;
        }
        if (at + 4 <= end) {
            long word = Integer.toUnsignedLong((int) INT.get(bytes, at));
            hash = Long.rotateLeft(hash ^ (word * PRIME_1), 23) * PRIME_2 + PRIME_3;
            at += 4;
        }
        for (; at < end; at++) {
            hash = Long.rotateLeft(hash ^ ((bytes[at] & 0xFF) * PRIME_5), 11) * PRIME_1;
        }
        return mix(hash);
    }

    /// Spreads every bit over all bits. No two values have the same result.
    static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * PRIME_2;
        mixed = (mixed ^ (mixed >>> 29)) * PRIME_3;
        return mixed ^ (mixed >>> 32);
    }

    private static long stripes(byte[] bytes, int from, int end, long seed) {
        long one = seed + PRIME_1 + PRIME_2;
        long two = seed + PRIME_2;
        long three = seed;
        long four = seed - PRIME_1;
        for (int at = from; at + 32 <= end; at += 32) {
            one = round(one, (long) LONG.get(bytes, at));
            two = round(two, (long) LONG.get(bytes, at + 8));
            three = round(three, (long) LONG.get(bytes, at + 16));
            four = round(four, (long) LONG.get(bytes, at + 24));
        }
        long hash =
                Long.rotateLeft(one, 1)
                        + Long.rotateLeft(two, 7)
                        + Long.rotateLeft(three, 12)
                        + Long.rotateLeft(four, 18);
        return merge(merge(merge(merge(hash, one), two), three), four);
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
    }

    private static long round(long lane, long word) {
        return Long.rotateLeft(lane + word * PRIME_2, 31) * PRIME_1;
    }
}
