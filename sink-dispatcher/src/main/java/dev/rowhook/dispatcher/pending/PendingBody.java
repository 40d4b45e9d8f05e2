package dev.rowhook.dispatcher.pending;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// What is sealed of a change: its annotations and its body. Both are a tenant's data.
@SuppressWarnings("ArrayRecordComponent") // On its way between a change and a row, and forgotten.
record PendingBody(byte @Nullable [] annotations, byte[] body) {
    private static final int NONE = -1;

    byte[] pack() {
        int length = annotations == null ? 0 : annotations.length;
        ByteBuffer packed = ByteBuffer.allocate(Integer.BYTES + length + body.length);
        packed.putInt(annotations == null ? NONE : length);
        if (annotations != null) {
            packed.put(annotations);
        }
        return packed.put(body).array();
    }

    static PendingBody unpack(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        int length = in.getInt();
        byte[] annotations = length == NONE ? null : take(in, length);
        return new PendingBody(annotations, take(in, in.remaining()));
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
