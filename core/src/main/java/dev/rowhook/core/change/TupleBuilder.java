package dev.rowhook.core.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// Makes a row of texts, column by column, for rows that no source sends. Not thread-safe.
public final class TupleBuilder {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Integer> spans = new ArrayList<>();

    /// The next column has this text.
    public TupleBuilder text(String text) {
        byte[] encoded = text.getBytes(UTF_8);
        return add(encoded.length, encoded);
    }

    /// The next column is NULL.
    public TupleBuilder nothing() {
        return add(Tuple.NULL, new byte[0]);
    }

    /// The next column is not known, as a TOASTed value that an update left alone.
    public TupleBuilder unknown() {
        return add(Tuple.UNCHANGED, new byte[0]);
    }

    private TupleBuilder add(int length, byte[] encoded) {
        spans.add(bytes.size());
        spans.add(length);
        bytes.writeBytes(encoded);
        return this;
    }

    public Tuple build() {
        return new Tuple(bytes.toByteArray(), spans.stream().mapToInt(Integer::intValue).toArray());
    }
}
