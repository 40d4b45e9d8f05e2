package dev.rowhook.backfill.page;

import dev.rowhook.core.change.BackfillBody;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Takes a row apart that `COPY … TO STDOUT` has sent as text (Postgres documentation, "COPY", Text
/// Format): its values are then the texts that output functions give.
///
/// Not thread-safe. One instance serves row after row.
final class CopyRow {
    private static final int NULL = -1;

    private byte[] line = new byte[0];
    private int[] from = new int[16];
    private int[] length = new int[16];
    private int fields;

    /// Reads a row with its newline. The row is changed in place.
    ///
    /// @throws IllegalArgumentException if it is no row of COPY
    void read(byte[] row) {
        line = row;
        fields = 0;
        int at = 0;
        do {
            at = field(at);
        } while (row[at - 1] == '\t');
        if (at != row.length) {
            throw new IllegalArgumentException("more than a row of COPY");
        }
    }

    int fields() {
        return fields;
    }

    /// Adds the first `columns` values to a body.
    void addTo(BackfillBody body, int columns) {
        for (int field = 0; field < columns; field++) {
            if (length[field] == NULL) {
                body.nothing();
            } else {
                body.text(line, from[field], length[field]);
            }
        }
    }

    /// A value that is not NULL.
    String text(int field) {
        return new String(line, from[field], length[field], StandardCharsets.UTF_8);
    }

    boolean isNull(int field) {
        return length[field] == NULL;
    }

    /// Where the field after the one that begins at `start` begins.
    private int field(int start) {
        int write = start;
        int at = start;
        while (at < line.length) {
            byte next = line[at++];
            switch (next) {
                case '\t', '\n' -> {
                    add(start, write - start);
                    return at;
                }
                case '\\' -> {
                    byte escaped = at < line.length ? line[at++] : 0;
                    if (escaped == 'N' && write == start && endsField(at)) {
                        add(start, NULL);
                        return at + 1;
                    }
                    line[write++] = meaning(escaped);
                }
                default -> line[write++] = next;
            }
        }
        throw new IllegalArgumentException("less than a row of COPY");
    }

    private boolean endsField(int at) {
        return at < line.length && (line[at] == '\t' || line[at] == '\n');
    }

    private static byte meaning(byte escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            case '\\' -> '\\';
            default -> throw new IllegalArgumentException("no escape of COPY");
        };
    }

    private void add(int start, int size) {
        if (fields == from.length) {
            from = Arrays.copyOf(from, fields * 2);
            length = Arrays.copyOf(length, fields * 2);
        }
        from[fields] = start;
        length[fields++] = size;
    }
}
