package dev.rowhook.dispatcher.message;

import dev.rowhook.core.change.ValueType;

/// Writes the values of an `int2vector` or `oidvector`, which spaces separate, as a JSON array.
final class VectorText {
    private VectorText() {}

    static void append(
            Values values,
            ValueType element,
            byte[] source,
            int offset,
            int length,
            JsonBuffer out) {
        int end = offset + length;
        out.append((byte) '[');
        for (int from = offset; from < end; ) {
            int to = from;
            while (to < end && source[to] != ' ') {
                to++;
            }
            if (from > offset) {
                out.append((byte) ',');
            }
            values.append(element, source, from, to - from, out);
            from = to + 1;
        }
        out.append((byte) ']');
    }
}
