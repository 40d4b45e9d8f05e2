package dev.rowhook.changelog;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Rows of a segment in the binary format of COPY (Postgres documentation, COPY, "Binary Format").
///
/// Not thread-safe.
final class CopyRows {
    /// The columns, in the order of the fields that [#add] writes.
    static final String COLUMNS =
            "seq, commit_lsn, commit_index, committed_at, settings_version, relation, sinks, annotations, change";

    private static final int COLUMN_COUNT = 9;
    // Of one row: the count of its fields, nine lengths, five bigints and an int.
    private static final int FIXED_BYTES = 2 + COLUMN_COUNT * 4 + 5 * 8 + 4;
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final byte[] TRAILER = {(byte) 0xFF, (byte) 0xFF};
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[4096];
    private int length;

    CopyRows() {
        put(HEADER);
    }

    void add(LoggedChange change, int[] sinks) {
        byte @Nullable [] annotations = change.annotations();
        int annotationBytes = annotations == null ? 0 : annotations.length;
        reserve(FIXED_BYTES + sinks.length * 4 + annotationBytes + change.body().length);
        SHORT.set(bytes, length, (short) COLUMN_COUNT);
        length += 2;
        putLong(change.seq());
        putLong(change.commitLsn());
        putLong(change.commitIndex());
        putLong(change.committedAt());
        putLong(change.settingsVersion());
        putInt(4);
        putInt(change.relation());
        putInt(sinks.length * 4);
        for (int sink : sinks) {
            putInt(sink);
        }
        if (annotations == null) {
            putInt(-1);
        } else {
            putInt(annotations.length);
            put(annotations);
        }
        putInt(change.body().length);
        put(change.body());
    }

    /// Ends the rows. Nothing may be added afterwards.
    void end() {
        reserve(TRAILER.length);
        put(TRAILER);
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    private void putLong(long value) {
        INT.set(bytes, length, 8);
        LONG.set(bytes, length + 4, value);
        length += 12;
    }

    private void putInt(int value) {
        INT.set(bytes, length, value);
        length += 4;
    }

    private void put(byte[] value) {
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    private void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes =
                    Arrays.copyOf(
                            bytes,
                            Math.max(
                                    needed,
                                    (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L)));
        }
    }
}
