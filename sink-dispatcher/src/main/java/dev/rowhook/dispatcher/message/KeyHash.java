package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.Tuple;

/// The group of a row: a hash of its table's schema and name and of the texts of its key columns,
/// or of texts alone.
///
/// XXH64 of schema, table and each text, the hash of one being the seed of the next; a NULL counts
/// as the empty text under the inverted seed. XXH64 takes in the length, so texts do not run into
/// each other. The version of the relation does not enter: a row keeps its group when a column is
/// added.
final class KeyHash {
    /// What the hash of texts without a table begins with.
    static final long WITHOUT_TABLE = 0;

    private static final byte[] NULL = new byte[0];

    private KeyHash() {}

    static long ofTable(String schema, String table) {
        return next(next(0, schema), table);
    }

    static long next(long hash, Tuple row, int column) {
        return row.isNull(column)
                ? XxHash64.hash(NULL, 0, 0, ~hash)
                : XxHash64.hash(row.bytes(), row.offset(column), row.length(column), hash);
    }

    static long next(long hash, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return XxHash64.hash(bytes, 0, bytes.length, hash);
    }
}
